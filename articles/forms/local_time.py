"""A form field for a local date and time, also in the nights when the clock changes."""

from datetime import datetime

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from common import local_time

FIRST_OCCURRENCE, SECOND_OCCURRENCE = "1", "2"
LAST_YEAR = 2099  # a later year is a typing error, or overflows a date


class LocalDateTimeWidget(forms.MultiWidget):
    """The local time and, only if it occurs twice that night, a choice between the two."""

    def __init__(self):
        moment = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        which = forms.Select(
            choices=[
                ("", _("Which one?")),
                (FIRST_OCCURRENCE, _("the first: before the clocks go back")),
                (SECOND_OCCURRENCE, _("the second: after the clocks went back")),
            ]
        )
        super().__init__({"": moment, "which": which})

    def decompress(self, value: datetime | None) -> list:
        if value is None:
            return [None, ""]
        shown = local_time.to_local_time(value)
        twice = local_time.moments_at_local_time(shown)
        which = (
            "" if len(twice) < 2 else (FIRST_OCCURRENCE if twice[0] == value else SECOND_OCCURRENCE)
        )
        return [shown, which]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        moment, which = context["widget"]["subwidgets"]
        typed = parse_local_datetime(str(moment["value"] or ""))
        comes_twice = typed is not None and len(local_time.moments_at_local_time(typed)) == 2
        context["widget"]["subwidgets"] = [moment, which] if comes_twice else [moment]
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0"


class LocalDateTimeField(forms.MultiValueField):
    """A local time cleaned to a moment; skipped times are refused, ambiguous ones need a choice."""

    widget = LocalDateTimeWidget
    default_error_messages = {
        "unreadable": _("Enter a date and a time, for example 2027-03-28 14:30."),
        "late": _("Enter a year up to %(year)d."),
        "skipped": _(
            "The clocks skip this hour that night, so this time does not exist. Choose another."
        ),
        "twice": _("This time occurs twice that night. Choose the first or the second."),
    }

    def __init__(self, **kwargs):
        fields = (forms.CharField(required=False), forms.CharField(required=False))
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list) -> datetime | None:
        typed, which = [*(data_list or []), "", ""][:2]
        if not typed:
            return None
        moment = parse_local_datetime(typed)
        if moment is None:
            self._refuse("unreadable")
        if moment.year > LAST_YEAR:
            self._refuse("late")
        found = local_time.moments_at_local_time(moment)
        if not found:
            self._refuse("skipped")
        if len(found) == 1:
            return found[0]
        if which not in (FIRST_OCCURRENCE, SECOND_OCCURRENCE):
            self._refuse("twice")
        return found[which == SECOND_OCCURRENCE]

    def _refuse(self, code: str) -> None:
        params = {"year": LAST_YEAR}
        raise forms.ValidationError(self.error_messages[code], code=code, params=params)


def parse_local_datetime(typed: str) -> datetime | None:
    """Parse a local date and time as typed or sent by a browser's field, without time zone."""
    try:
        found = parse_datetime(typed.strip().replace(" ", "T", 1))
    except ValueError:
        return None
    return None if found is None else found.replace(tzinfo=None, second=0, microsecond=0)
