"""The forms of a new article and of its text."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField

from articles.actions.drafting import NO_PAGE, EditorPage
from articles.editor import EXTENSIONS
from articles.models import Article, ArticleText
from common.html.rules import EDITOR_RULES


class NewArticleForm(forms.Form):
    title = forms.CharField(
        label=_("Working title"),
        max_length=200,
        error_messages={"required": _("Enter a title. You can change it later.")},
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=Article._meta.get_field("language").choices
    )


class ArticleTextForm(forms.Form):
    """Title, lead, body, and the revision they build on. All three may be empty in a draft."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    lead = forms.CharField(
        label=_("Introduction"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A few sentences above the text, also shown on the front page."),
    )
    body = ProseEditorFormField(
        label=_("Text"),
        required=False,
        max_length=EDITOR_RULES.max_length,
        config={"extensions": EXTENSIONS},
        preset="configurable",
    )
    base = forms.CharField(max_length=40, widget=forms.HiddenInput)
    # From the script that saves automatically: see drafting.EditorPage.
    page = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    turn = forms.IntegerField(
        min_value=1, max_value=2**31 - 1, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["rows"] = 24
        for name in ("title", "lead", "body"):
            self.fields[name].widget.attrs["lang"] = language

    @property
    def text(self) -> ArticleText:
        return ArticleText(*(self.cleaned_data[name] for name in ArticleText._fields))

    @property
    def editor_page(self) -> EditorPage:
        name, turn = self.cleaned_data["page"], self.cleaned_data["turn"]
        return EditorPage(name, turn) if name and turn else NO_PAGE

    def refuse(self) -> None:
        """Add the error for a body too complex to be made safe."""
        self.add_error("body", _("This text has too much formatting to show safely. Split it up."))
