"""The forms of a bulletin, for editors."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.editor import EXTENSIONS
from articles.forms.rich import RichTextField
from articles.models import Article
from bulletins.models import Bulletin, Item
from comments.models import Comment
from common.forms import SafeTextField
from common.html.plain_text import html_to_text
from common.html.safe import SafeHtml, SafeRichText

_REACTION_PATH = re.compile(r"/opinie/(?P<slug>[\w-]+)/reactie/(?P<number>[0-9]{1,9})/?", re.ASCII)


class BulletinForm(forms.ModelForm):
    class Meta:
        model = Bulletin
        fields = ("number", "title", "date", "language", "introduction")
        field_classes = {"introduction": SafeTextField}
        widgets = {
            "date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "introduction": forms.Textarea(attrs={"rows": 5}),
        }
        error_messages = {
            "number": {"unique": _("A bulletin with this number already exists.")},
            "introduction": RichTextField.default_error_messages,
        }


class BulletinTextField(RichTextField):
    """Rich text as in articles; an empty paragraph counts as empty."""

    extensions = EXTENSIONS

    def clean(self, value: Any) -> SafeRichText:
        safe = super().clean(value)
        return safe if html_to_text(safe.html).strip() else SafeHtml("")


class HeadingForm(forms.Form):
    title = forms.CharField(label=_("Heading"), max_length=200)
    text = BulletinTextField(label=_("Comment below it"), required=False)


class TalkForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    name = forms.CharField(label=_("Name of the speaker"), max_length=60)
    affiliation = forms.CharField(label=_("Affiliation"), max_length=120, required=False)
    text = BulletinTextField(label=_("Text"))


FORMS_BY_KIND = {Item.Kind.HEADING: HeadingForm, Item.Kind.TALK: TalkForm}


class ReactionAddressForm(forms.Form):
    """The form to choose a reaction by its URL."""

    address = forms.CharField(
        label=_("Address of the reaction"),
        max_length=500,
        help_text=_("As in the link behind the number of the reaction:…/opinie/…/reactie/12/"),
    )

    def clean_address(self) -> str:
        place = _REACTION_PATH.search(self.cleaned_data["address"])
        found = place and Comment.objects.published().filter(
            article__in=Article.objects.published(),
            article__slug=place["slug"],
            number=int(place["number"]),
        )
        if not found or not (comment := found.first()):
            raise forms.ValidationError(_("There is no public reaction at this address."))
        self.comment = comment
        return self.cleaned_data["address"]
