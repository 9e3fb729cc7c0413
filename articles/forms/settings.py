"""The forms of the settings of an article and of its debate."""

from contextlib import suppress
from urllib.parse import urlsplit

from django import forms
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from articles import slugs
from articles.forms.local_time import LocalDateTimeField
from articles.models import Article
from common import names
from common.forms import SafeTextField
from common.html.plain_text import html_to_text

MOST_TOPICS = 8
MOST_INVITED = 200


class ArticleSettingsForm(forms.Form):
    """Slug, language, topics, series, answered article and sources."""

    slug = forms.SlugField(
        label=_("Address"),
        max_length=200,
        help_text=_("The part after /opinie/. Letters, digits and hyphens."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=Article._meta.get_field("language").choices
    )
    topics = forms.CharField(
        label=_("Topics"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"list": "topics-known"}),
        help_text=_("Separate them with commas. New topics are created."),
    )
    series = forms.CharField(
        label=_("Series"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "series-known", "autocomplete": "off"}),
        help_text=_("The series this article belongs to, if any. A new one is created."),
    )
    answers = forms.CharField(
        label=_("In response to"),
        max_length=400,
        required=False,
        help_text=_("The address of the article that this one responds to."),
    )
    sources = forms.CharField(
        label=_("Sources"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One per line. Addresses become links."),
    )

    def __init__(self, *args, article: Article, **kwargs):
        self.article = article
        super().__init__(*args, initial=self._initial(article), **kwargs)

    @staticmethod
    def _initial(article: Article) -> dict:
        lines = html_to_text(article.sources).splitlines()
        return {
            "slug": article.slug,
            "language": article.language,
            "topics": ", ".join(topic.name for topic in article.topics.all()),
            "series": article.series.title if article.series else "",
            "answers": article.answers.slug if article.answers else "",
            "sources": "\n".join(line.removeprefix("- ") for line in lines if line),
        }

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"].lower()
        if not slugs.is_slug_free(slug, self.article):
            raise forms.ValidationError(_("Another article has or had this address."))
        return slug

    def clean_topics(self) -> list[str]:
        typed = [" ".join(name.split()) for name in self.cleaned_data["topics"].split(",")]
        # Without duplicates, each name spelled as it was typed first.
        found = list({name.lower(): name for name in reversed(typed) if name}.values())[::-1]
        if len(found) > MOST_TOPICS:
            raise forms.ValidationError(_("Too many topics. Choose at most eight."))
        if any(len(name) > 60 for name in found):
            raise forms.ValidationError(_("A topic can have at most 60 characters."))
        return found

    def clean_series(self) -> str:
        return " ".join(self.cleaned_data["series"].split())

    def clean_answers(self) -> Article | None:
        typed = self.cleaned_data["answers"].strip()
        if not typed:
            return None
        found = Article.objects.filter(slug=slug_from_address(typed)).first()
        # The article it already answers may have been withdrawn since.
        if found is None or not (found.is_published or found.pk == self.article.answers_id):
            raise forms.ValidationError(_("There is no published article at this address."))
        if found.pk == self.article.pk:
            raise forms.ValidationError(_("An article cannot respond to itself."))
        return found


def slug_from_address(typed: str) -> str:
    """Return the slug of an article from a typed or pasted URL, or from its last part."""
    for language in ("nl", "en"):
        with suppress(Resolver404, ValueError), override(language):
            return resolve(urlsplit(typed).path).kwargs.get("slug", "")
    return typed.strip("/").rpartition("/")[2]


class BylineForm(forms.Form):
    """One byline, with or without an account."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    affiliation = forms.CharField(
        label=_("Affiliation"),
        max_length=120,
        required=False,
        help_text=_("As it is for this article. It stays the same if they change jobs."),
    )
    about = forms.CharField(
        label=_("About the author, in one line"), max_length=300, required=False
    )
    account = forms.EmailField(
        label=_("Email address of their account"),
        required=False,
        help_text=_(
            "Leave empty for a guest author. An author with an account can reply "
            "under the article as its author and edit it here."
        ),
    )

    def clean_name(self) -> str:
        return names.tidy_line(self.cleaned_data["name"])

    def clean_affiliation(self) -> str:
        return names.tidy_line(self.cleaned_data["affiliation"])

    def clean_account(self) -> User | None:
        email = self.cleaned_data["account"].strip().lower()
        if not email:
            return None
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None:
            raise forms.ValidationError(_("There is no account with this address."))
        return user

    def clean(self):
        data = super().clean()
        named = data.get("name") or data.get("account")
        if not named and (data.get("affiliation") or data.get("about")):
            self.add_error("name", _("Whose affiliation is this? Enter a name."))
        return data


class BaseBylineFormSet(forms.BaseFormSet):
    """The bylines in order. Only members who may edit all articles can link accounts."""

    deletion_widget = forms.CheckboxInput

    def __init__(self, *args, links_accounts: bool, **kwargs):
        self.links_accounts = links_accounts
        super().__init__(*args, **kwargs)

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        if not self.links_accounts:
            del form.fields["account"]
        for name, label in (("ORDER", _("Order")), ("DELETE", _("Remove this name"))):
            form.fields[name].label = label

    def clean(self) -> None:
        if any(self.errors):
            return
        users = [form.cleaned_data.get("account") for form in self.ordered_forms]
        users = [user.pk for user in users if user]
        if len(users) != len(set(users)):
            raise forms.ValidationError(_("This account is listed twice."))


BylineFormSet: type[BaseBylineFormSet] = forms.formset_factory(  # pyright: ignore
    BylineForm, formset=BaseBylineFormSet, extra=1, max_num=12, can_order=True, can_delete=True
)


class DebateForm(forms.ModelForm):
    """The settings of the debate: when it is open, to whom, and what is held."""

    invited = forms.CharField(
        label=_("Invite"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Email addresses of members, one per line."),
    )

    class Meta:
        model = Article
        fields = (
            *("policy", "reacting", "opens_at", "closed_at", "closes_after_days"),
            *("proposition", "pinned"),
        )
        field_classes = {
            "opens_at": LocalDateTimeField,
            "closed_at": LocalDateTimeField,
            "pinned": SafeTextField,
        }
        labels = {"closed_at": _("Closes at"), "opens_at": _("Opens at")}
        help_texts = {
            "opens_at": _("If empty: on publication."),
            "closed_at": _("If empty: it stays open, or closes after the number of days below."),
            "closes_after_days": _("Counted from publication."),
            "proposition": _(
                "Shown above the reactions: a statement that readers can agree or disagree with."
            ),
            "pinned": _("Shown above all reactions. Uses the same formatting as a reaction."),
        }

    def clean_invited(self) -> list[User]:
        typed = {line.strip().lower() for line in self.cleaned_data["invited"].split()}
        if len(typed) > MOST_INVITED:
            raise forms.ValidationError(_("Too many addresses at once."))
        found = {user.email: user for user in User.objects.filter(email__in=typed, is_active=True)}
        if unknown := sorted(typed - found.keys()):
            raise forms.ValidationError(
                _("There is no account with this address: %(addresses)s"),
                params={"addresses": ", ".join(unknown)},
            )
        return list(found.values())

    def clean(self):
        data = super().clean()
        if data.get("closed_at") and data.get("closes_after_days") is not None:
            self.add_error("closes_after_days", _("Enter a date or a number of days, not both."))
        opens, closes = data.get("opens_at"), data.get("closed_at")
        if opens and closes and closes <= opens:
            self.add_error("closed_at", _("This is before the opening time."))
        return data
