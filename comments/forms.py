import uuid
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comments import proof, signs
from comments.models import Comment, Decision, Objection
from comments.moderation import RULES
from comments.permissions import may_reply, may_sign
from common import domains, html, names
from house.grounds import LAW, Ground, Grounds

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
    # What the browser computed, when that was asked: see comments/proof.py.
    proof = forms.CharField(widget=forms.HiddenInput, required=False, max_length=3000)
    parent = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, article, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.article = user, article
        self.is_flood = user.is_anonymous and proof.seems_on()
        if "key" not in self.initial:
            self.initial["key"] = uuid.uuid4()
            self.initial["opened"] = signs.opened()
        if user.is_authenticated:
            for name in ("name", "email", "remember", "website", "proof"):
                del self.fields[name]

    def clean_name(self) -> str:
        name = names.clean(self.cleaned_data["name"])
        # Normalised, a name can be longer than it was typed.
        self.fields["name"].run_validators(name)
        if not names.skeleton(name):
            raise forms.ValidationError(_("Please give a name with letters in it."))
        return name

    def clean_email(self) -> str:
        address = self.cleaned_data["email"].lower()
        self.fields["email"].run_validators(address)
        return address

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


class SeenForm(forms.Form):
    """What was on the screen when a moderator decided, with the keys of the reports read there."""

    status = forms.ChoiceField(choices=Comment.Status.choices, widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    held = forms.BooleanField(widget=forms.HiddenInput, required=False)
    reports = forms.RegexField(
        r"^[0-9]{1,18}( [0-9]{1,18})*$",
        max_length=100_000,
        widget=forms.HiddenInput,
        required=False,
    )

    def clean_reports(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["reports"].split()]


class DecisionForm(SeenForm):
    """A moderator's verdict on exactly what was on the screen."""

    verdict = forms.ChoiceField(
        choices=[
            (Decision.Verdict.APPROVE, _("Approve")),
            (Decision.Verdict.REJECT, _("Reject")),
        ]
    )
    ground = forms.ChoiceField(label=_("On the ground of"), required=False)
    law = forms.CharField(label=_("Which law, and which article"), max_length=300, required=False)
    canned = forms.ChoiceField(label=_("Canned reason"), required=False)
    note = forms.CharField(
        label=_("Explanation"),
        max_length=1000,
        required=False,
        help_text=_("The writer reads the ground and the explanation."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, language: str, grounds: Grounds | None = None, **kwargs):
        """`language` is the writer's; `grounds` spares a page of forms reading them for each."""
        super().__init__(*args, **kwargs)
        self.language = language
        self.fields["note"].widget.attrs["lang"] = language
        grounds = grounds or Grounds.read()
        self._rules = {str(rule.number): rule for rule in grounds.rules}
        self._canned = {str(canned.pk): canned for canned in grounds.canned}
        self.fields["ground"].choices = [
            ("", _("Choose a house rule …")),
            *((number, str(rule)) for number, rule in self._rules.items()),
            (LAW, _("Not allowed by law")),
        ]
        self.fields["canned"].choices = [
            ("", _("Write it yourself")),
            *((pk, canned.title) for pk, canned in self._canned.items()),
        ]
        if not self._canned:
            del self.fields["canned"]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("verdict") != Decision.Verdict.REJECT:
            return data
        if canned := self._canned.get(data.get("canned", "")):
            # As the script fills them in, for those who have none.
            data["note"] = data.get("note") or canned.text_in(self.language)
            if not data.get("ground"):
                data["ground"] = LAW if canned.law else str(canned.house_rule.number)
                data["law"] = data.get("law") or canned.law
        if not data.get("ground"):
            self.add_error("ground", _("Please choose a house rule; the writer will read it."))
        elif data["ground"] not in (LAW, *self._rules):
            self.add_error("ground", _("This rule is asked no more; please choose another."))
        elif data["ground"] == LAW and not data.get("law", "").strip():
            self.add_error("law", _("Please say which law and article; the writer will read it."))
        return data

    def rests_on(self) -> Ground | None:
        """What a rejection rests on; None for an approval."""
        data = self.cleaned_data
        if data["verdict"] != Decision.Verdict.REJECT:
            return None
        if data["ground"] == LAW:
            return Ground.of_law(data["law"])
        return Ground.of_rule(self._rules[data["ground"]])


class TogetherForm(DecisionForm):
    """One verdict, with its ground, on many. What was seen of each is kept with them."""

    status = revision = held = None


class ObjectionForm(forms.Form):
    """What a writer has against a decision."""

    text = forms.CharField(
        label=_("Why do you disagree?"),
        min_length=10,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Please say why you disagree."),
            "min_length": _("Please say a little more: why do you disagree?"),
        },
    )


class AnswerForm(forms.Form):
    """A moderator's answer to an objection."""

    outcome = forms.ChoiceField(choices=Objection.Outcome.choices)
    answer = forms.CharField(
        label=_("Your answer to the writer"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please answer in words; the writer reads it.")},
    )

    def __init__(self, *args, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].widget.attrs["lang"] = language


class RulesForm(forms.Form):
    """What each rule does: on the whole site, or under one article."""

    def __init__(self, *args, modes: dict[str, str], article=None, may_set: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        own = [("", _("as the site does"))] if article is not None else []
        for rule in RULES:
            self.fields[rule.name] = forms.ChoiceField(
                label=rule.title,
                help_text=rule.explained(),
                choices=[*own, *rule.modes],
                required=article is None,
                initial=modes.get(rule.name, "" if own else rule.mode),
                disabled=not may_set,
            )
        # What need not be kept: it is so when nothing is set.
        self._unset = {rule.name: "" if own else rule.mode for rule in RULES}

    def modes(self) -> dict[str, str]:
        """The modes that were chosen, without those that are so already when nothing is chosen."""
        chosen = self.cleaned_data.items()
        return {name: mode for name, mode in chosen if mode != self._unset[name]}


class ListForm(forms.Form):
    """What to add to a list: one to a line, typed or in a text file."""

    entries = forms.CharField(max_length=200_000, required=False)
    file = forms.FileField(
        label=_("Or a text file"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > 400_000:
            raise forms.ValidationError(_("This file is too large: at most 400 kB."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This is not a text file in UTF-8.")) from error

    def clean(self) -> dict:
        data = super().clean()
        lines = [*data.get("entries", "").splitlines(), *data.get("file", "").splitlines()]
        try:
            data["found"] = list(dict.fromkeys(self.entry(line) for line in lines if line.strip()))
        except forms.ValidationError as error:
            self.add_error("entries", error)
        else:
            if not data["found"] and not self.errors:
                self.add_error("entries", _("Please write at least one."))
        return data

    def entry(self, line: str) -> str:
        """What to keep of a line; raises `ValidationError` for one that cannot be kept."""
        raise NotImplementedError


def _lines(label, help_text) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocapitalize": "none"})
    return forms.CharField(
        label=label, help_text=help_text, max_length=200_000, required=False, widget=widget
    )


class WordsForm(ListForm):
    """Words to watch."""

    entries = _lines(
        _("Words to add"),
        _("One to a line. A star stands for any letters: oplicht*, *fraude, k*t."),
    )

    def entry(self, line: str) -> str:
        word = names.clean(line).casefold()
        if len(word) > 60:
            raise forms.ValidationError(_("Too long for a word: %(word)s"), params={"word": word})
        if not names.plain(word).replace("*", "").strip():
            raise forms.ValidationError(
                _("This would match everything: %(word)s"), params={"word": word}
            )
        return word


class DomainsForm(ListForm):
    """Domains to block."""

    entries = _lines(
        _("Domains to add"),
        _("One to a line: example.org, or a whole address. What is under a domain goes with it."),
    )

    def entry(self, line: str) -> str:
        address = line.strip()
        try:
            host = urlsplit(address if "//" in address else f"//{address}").hostname
        except ValueError:
            host = None
        domain = domains.normal((host or "").removeprefix("*.").removeprefix("www."))
        if domain is None:
            raise forms.ValidationError(
                _("This is not a domain: %(line)s"), params={"line": address[:100]}
            )
        return domain
