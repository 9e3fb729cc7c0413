"""The forms by which a moderator decides on a reaction, or on many in bulk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, Decision
from moderation.basis import LAW, BasisChoices, DecisionBasis


class SeenStateForm(forms.Form):
    """The state on the screen when a moderator decided, with the keys of the reports shown."""

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


class DecisionForm(SeenStateForm):
    """A moderator's verdict on exactly what was on the screen."""

    verdict = forms.ChoiceField(
        choices=[
            (Decision.Verdict.APPROVE, _("Approve")),
            (Decision.Verdict.REJECT, _("Reject")),
        ]
    )
    ground = forms.ChoiceField(label=_("Based on"), required=False)
    law = forms.CharField(label=_("Law and article"), max_length=300, required=False)
    canned = forms.ChoiceField(label=_("Canned reason"), required=False)
    note = forms.CharField(
        label=_("Explanation"),
        max_length=1000,
        required=False,
        help_text=_("The writer reads the basis and the explanation."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, language: str, grounds: BasisChoices | None = None, **kwargs):
        """`language` is the writer's; a page with many forms passes `grounds`, read once."""
        super().__init__(*args, **kwargs)
        self.language = language
        self.fields["note"].widget.attrs["lang"] = language
        grounds = grounds or BasisChoices.read()
        self._rules = {str(rule.number): rule for rule in grounds.rules}
        self._canned = {str(canned.pk): canned for canned in grounds.canned}
        self.fields["ground"].choices = [
            ("", _("Choose a house rule…")),
            *((number, str(rule)) for number, rule in self._rules.items()),
            (LAW, _("Not allowed by law")),
        ]
        self.fields["canned"].choices = [
            ("", _("Write your own")),
            *((pk, canned.title) for pk, canned in self._canned.items()),
        ]
        if not self._canned:
            del self.fields["canned"]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("verdict") != Decision.Verdict.REJECT:
            return data
        if canned := self._canned.get(data.get("canned", "")):
            # Without JavaScript the server fills these in.
            data["note"] = data.get("note") or canned.text_in(self.language)
            if not data.get("ground"):
                data["ground"] = LAW if canned.law else str(canned.house_rule.number)
                data["law"] = data.get("law") or canned.law
        if not data.get("ground"):
            self.add_error("ground", _("Choose a house rule. The writer will read it."))
        elif data["ground"] not in (LAW, *self._rules):
            self.add_error("ground", _("This rule no longer applies. Choose another."))
        elif data["ground"] == LAW and not data.get("law", "").strip():
            self.add_error("law", _("Name the law and the article. The writer will read it."))
        return data

    def chosen_basis(self) -> DecisionBasis | None:
        """Return the basis of a rejection; None for an approval."""
        data = self.cleaned_data
        if data["verdict"] != Decision.Verdict.REJECT:
            return None
        if data["ground"] == LAW:
            return DecisionBasis.from_law(data["law"])
        return DecisionBasis.from_rule(self._rules[data["ground"]])


class BatchForm(DecisionForm):
    """One verdict, with its basis, for a batch; each item of the batch holds its state as seen."""

    status = revision = held = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The only question on the page, so the keyboard focus starts there.
        self.fields["ground"].widget.attrs["autofocus"] = True
