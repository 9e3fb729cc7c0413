"""The forms by which a moderator sanctions a writer or adds a note on one."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from moderation.models import HouseRule, Measure
from moderation.permissions import may_impose_sanction

DAYS = (1, 3, 7, 14, 30, 90, 180, 365)
KINDS_WITH_END = (Measure.Kind.HOLD, Measure.Kind.SUSPEND, Measure.Kind.BAN, Measure.Kind.PAGE)
KIND_LABELS = {
    Measure.Kind.WARN: _("warn: must be read before the next reaction"),
    Measure.Kind.HOLD: _("pre-moderate: hold everything for a moderator"),
    Measure.Kind.SUSPEND: _("suspend"),
    Measure.Kind.BAN: _("ban"),
    Measure.Kind.PAGE: _("close the public page"),
    Measure.Kind.TRUST: _("trust: skip rules that only hold"),
}


class SanctionForm(forms.Form):
    """A sanction: its kind, its duration, and the reason that the writer reads."""

    kind = forms.ChoiceField(label=_("Sanction"))
    days = forms.TypedChoiceField(
        label=_("Duration"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("A warning lasts until it is read, trust until you lift it."),
    )
    house_rule = forms.ModelChoiceField(
        label=_("House rule"),
        queryset=HouseRule.objects.active(),
        required=False,
        empty_label=_("no specific rule"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The writer reads this in an email and before their next reaction."),
        error_messages={
            "required": _("Enter a reason. The writer will read it."),
            "min_length": _("Explain it in a few words. The writer will read it."),
        },
    )

    def __init__(self, *args, by, is_member: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["kind"].choices = [
            (kind, label)
            for kind, label in KIND_LABELS.items()
            # Guests have no page.
            if may_impose_sanction(by, kind, 1) and (is_member or kind != Measure.Kind.PAGE)
        ]
        self.fields["days"].choices = [
            ("", _("choose…")),
            *(
                (days, ngettext_lazy("%(n)d day", "%(n)d days", days) % {"n": days})
                for days in DAYS
            ),
        ]

    def clean(self) -> dict:
        data = super().clean()
        kind, days = data.get("kind"), data.get("days")
        if kind in KINDS_WITH_END and not days and "days" not in self.errors:
            self.add_error("days", _("Choose a duration."))
        elif kind and kind not in KINDS_WITH_END:
            data["days"] = None
        elif kind and not may_impose_sanction(self.by, kind, days):
            self.add_error("days", _("For more than 30 days, ask an editor."))
        return data


class WriterNoteForm(forms.Form):
    """A note on a writer for colleagues."""

    text = forms.CharField(
        label=_("Note for colleagues"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Facts only. The writer does not see this here, but can ask to read it."),
        error_messages={"required": _("Write something first.")},
    )
