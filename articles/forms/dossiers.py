"""The form of a dossier, for editors."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.forms.rich import RichTextField
from articles.models import Dossier
from common.params import LARGEST_NUMBER


class DossierForm(forms.ModelForm):
    """The question, slug and introduction of a dossier."""

    slug = forms.SlugField(
        label=_("Address"),
        max_length=200,
        required=False,
        help_text=_(
            "If you leave this empty, it is made from the question. Avoid changing it later."
        ),
    )

    introduction = RichTextField(label=_("Introduction"), required=False)

    class Meta:
        model = Dossier
        fields = ("title", "slug", "introduction")
        help_texts = {"title": _("The question that connects these articles.")}

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("slug") and "slug" not in self.errors:
            data["slug"] = _free(slugify(data.get("title", ""))[:80].strip("-") or "dossier")
        return data


def _free(wanted: str) -> str:
    slug, number = wanted, 1
    while Dossier.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


class DossierPieceForm(forms.Form):
    """The change to one article of a dossier."""

    do = forms.ChoiceField(choices=[(one, "") for one in ("add", "up", "down", "remove")])
    article = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER)
