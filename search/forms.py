"""The search form."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from articles.models import Dossier
from search.find import SearchFilters
from search.query import MOST_LETTERS


class DayField(forms.DateField):
    """A date between 1900 and 2999."""

    def __init__(self, label: str) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        validators = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31))]
        super().__init__(label=label, required=False, widget=widget, validators=validators)


class SearchForm(forms.Form):
    """The search form, sent as a query string so that results can be shared.

    Invalid filters are ignored, so that a search still finds something.
    """

    zoek = forms.CharField(
        label=_("Search for"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": MOST_LETTERS}),
    )
    dossier = forms.ModelChoiceField(
        Dossier.objects.none(),
        label=_("Dossier"),
        required=False,
        to_field_name="slug",
        empty_label=_("All"),
    )
    auteur = forms.CharField(label=_("Author"), required=False, max_length=60)
    van = DayField(_("From"))
    tot = DayField(_("Up to and including"))
    stukken = forms.BooleanField(label=_("Articles only"), required=False)
    volgorde = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("Most relevant first")), ("nieuw", _("Newest first"))],
    )

    def __init__(self, data: Mapping[str, str]) -> None:
        typed = {name: value.replace("\0", "") for name, value in data.items()}
        typed["zoek"] = typed.get("zoek", "")[:MOST_LETTERS]
        super().__init__(typed, auto_id="zoek-%s", use_required_attribute=False)
        self.fields["dossier"].queryset = Dossier.objects.published().order_by("title")
        self.is_valid()

    @property
    def typed(self) -> str:
        return self.cleaned_data.get("zoek") or ""

    @property
    def filters(self) -> SearchFilters:
        asked = self.cleaned_data
        return SearchFilters(
            dossier=asked.get("dossier"),
            author=asked.get("auteur") or "",
            first=asked.get("van"),
            last=asked.get("tot"),
            only_articles=asked.get("stukken", False),
        )

    @property
    def newest(self) -> bool:
        return self.cleaned_data.get("volgorde") == "nieuw"

    @property
    def has_filters(self) -> bool:
        """Return True if a filter besides the words is set, so that the filters must be visible."""
        return any(value for name, value in self.cleaned_data.items() if name != "zoek")
