import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comments import signs
from comments.models import Comment, Decision, RuleSetting
from comments.moderation import RULES
from comments.permissions import may_reply, may_sign
from common import html, names

SHORTEST, LONGEST = 3, 5000


class TextForm(forms.Form):
    """The text of a reaction."""

    text = forms.CharField(
        label=_("Your reaction"),
        strip=True,
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7, "data-counter": LONGEST}),
        error_messages={
            "required": _("Please write something."),
            "min_length": ngettext_lazy(
                "Please write at least %(limit_value)d character.",
                "Please write at least %(limit_value)d characters.",
                "limit_value",
            ),
            "max_length": ngettext_lazy(
                "Too long: at most %(limit_value)d character, and this has %(show_value)d.",
                "Too long: at most %(limit_value)d characters, and this has %(show_value)d.",
                "limit_value",
            ),
        },
    )

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        try:
            safe = html.from_typed(text)
        except html.TooComplex as error:
            raise forms.ValidationError(
                _("This text has too many special characters to show it safely."), code="complex"
            ) from error
        if not html.to_text(safe).strip():
            raise forms.ValidationError(_("Please write something."), code="required")
        return text


class CommentForm(TextForm):
    """A new reaction, by a member or, with a name and an address, by a guest."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please give your name, or the name you go by.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Will not be published."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Please give your e-mail address; it will not be published."),
            "invalid": _("This is not an e-mail address. Please check it."),
        },
    )
    remember = forms.BooleanField(
        label=_("Remember my name and address in this browser"), required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    opened = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    # Not seen by people: programs that fill in every field give themselves away.
    website = forms.CharField(
        required=False,
        max_length=500,
        label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    parent = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, article, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.article = user, article
        if "key" not in self.initial:
            self.initial["key"] = uuid.uuid4()
            self.initial["opened"] = signs.opened()
        if user.is_authenticated:
            for name in ("name", "email", "remember", "website"):
                del self.fields[name]

    def clean_name(self) -> str:
        name = names.clean(self.cleaned_data["name"])
        if not names.skeleton(name):
            raise forms.ValidationError(_("Please give a name with letters in it."))
        return name

    def clean_parent(self) -> Comment | None:
        pk = self.cleaned_data["parent"]
        if pk is None:
            return None
        parent = Comment.objects.filter(pk=pk, article=self.article).first()
        if parent is None or not may_reply(parent):
            # The answer itself is worth keeping: it can still be placed under the article.
            raise forms.ValidationError(
                _(
                    "The reaction that you answer is no longer there. "
                    "Your text is kept; you can place it as a reaction of its own."
                ),
                code="parent_gone",
            )
        return parent

    def clean(self) -> dict:
        data = super().clean()
        name = self.user.name if self.user.is_authenticated else data.get("name")
        if name and not may_sign(name, self.user, self.article):
            self.add_error(
                None if self.user.is_authenticated else "name",
                forms.ValidationError(
                    _(
                        "This is, or looks like, the name of someone who writes for this site. "
                        "If you are that person, please sign in; otherwise choose another name."
                    ),
                    code="name_taken",
                ),
            )
        return data


class DecisionForm(forms.Form):
    """A moderator's verdict on exactly what was on the screen."""

    verdict = forms.ChoiceField(
        choices=[
            (Decision.Verdict.APPROVE, _("Approve")),
            (Decision.Verdict.REJECT, _("Reject")),
        ]
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason …")), *Decision.Reason.choices],
        required=False,
    )
    note = forms.CharField(
        label=_("Explanation"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    status = forms.ChoiceField(choices=Comment.Status.choices, widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    held = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict:
        data = super().clean()
        if data.get("verdict") == Decision.Verdict.REJECT and not data.get("reason"):
            self.add_error("reason", _("Please choose a reason; the writer will read it."))
        return data


class RulesForm(forms.Form):
    """What each rule does: on the whole site, or under one article."""

    def __init__(self, *args, modes: dict[str, str], article=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.article = article
        for rule in RULES:
            choices = list(RuleSetting.Mode.choices)
            if article is not None:
                choices.insert(0, ("", _("as the site does")))
            default = "" if article is not None else rule.mode
            self.fields[rule.name] = forms.ChoiceField(
                label=rule.title,
                choices=choices,
                required=article is None,
                initial=modes.get(rule.name, default),
            )

    def modes(self) -> dict[str, str]:
        """The modes that were chosen; none for what is left to the site."""
        return {name: mode for name, mode in self.cleaned_data.items() if mode}


class WordsForm(forms.Form):
    """Watched words to add, one to a line."""

    words = forms.CharField(
        label=_("Words to watch"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("One to a line. A star stands for any letters: oplicht*, *fraude, k*t."),
    )

    def clean_words(self) -> list[str]:
        lines = dict.fromkeys(
            names.clean(line).casefold() for line in self.data["words"].splitlines()
        )
        words = [line for line in lines if line]
        for word in words:
            if len(word) > 60:
                raise forms.ValidationError(
                    _("Too long for a word: %(word)s"), params={"word": word}
                )
            if not names.fold(word).replace("*", "").strip():
                raise forms.ValidationError(
                    _("This would match everything: %(word)s"), params={"word": word}
                )
        return words
