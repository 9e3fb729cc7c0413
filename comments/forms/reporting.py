"""The form for reporting a reaction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.permissions import has_proven_address
from common import names
from moderation.models import Category

# Categories that need an explanation.
NEED_WORDS = (Category.ILLEGAL, Category.OTHER)
# Fields that are only asked for a notice of illegal content.
NOTICE_FIELDS = ("law", "exempt", "name", "email", "good_faith")


class ReportForm(forms.Form):
    """A report; for illegal content also all that article 16(2) of the Digital Services Act
    lets a notice hold."""

    category = forms.ChoiceField(
        label=_("What is wrong with this reaction?"),
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    text = forms.CharField(
        label=_("Explanation"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    law = forms.CharField(
        label=_("Which law or right does it violate?"),
        help_text=_("As precisely as you can; the name of the law or right is enough."),
        max_length=300,
        required=False,
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("To confirm your report and tell you what we decide. We do not publish it."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not a valid email address. Check it and try again.")},
    )
    exempt = forms.BooleanField(
        label=_("It is about child sexual abuse; I do not give my name and address."),
        required=False,
    )
    good_faith = forms.BooleanField(
        label=_("To the best of my knowledge, what I report here is correct and complete."),
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        # Keep the ids apart from those of the reaction form: a dialog puts both on one page.
        super().__init__(*args, auto_id="melden-%s", **kwargs)
        if has_proven_address(user):
            # The account gives the name and a confirmed address.
            for name in ("name", "email", "exempt"):
                del self.fields[name]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("category") in NEED_WORDS and not data.get("text"):
            self._miss("text", _("Explain what is wrong."))
        if data.get("category") != Category.ILLEGAL:
            # Ignore what is left in fields that this category does not ask for.
            for name in NOTICE_FIELDS:
                self.errors.pop(name, None)
            return data
        if not data.get("law"):
            self._miss("law", _("Name the law or right that it violates."))
        if not data.get("good_faith"):
            self._miss("good_faith", _("Confirm that your report is correct and complete."))
        if data.get("exempt"):
            for name in ("name", "email"):
                self.errors.pop(name, None)
                data[name] = ""
        elif "name" in self.fields:
            if not names.tidy_line(data.get("name") or ""):
                self._miss("name", _("Enter your name."))
            if not data.get("email"):
                self._miss("email", _("Enter your email address."))
        return data

    @property
    def notice_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in NOTICE_FIELDS if name in self.fields]

    def _miss(self, field: str, message: str) -> None:
        if field not in self.errors:
            self.add_error(field, forms.ValidationError(message, code="required"))
