"""Durations in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.statistics.sql import MedianTime

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60


def format_duration(median: MedianTime | None) -> str:
    """Return a duration in one or two units; a dash for None."""
    if median is None:
        return "–"
    seconds = round(median.seconds)
    if seconds < MINUTE:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = round(seconds / MINUTE)
    if minutes < 60:
        return _("%(n)d min") % {"n": minutes}
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        text = ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
        return f"{text} {_('%(n)d min') % {'n': rest}}" if rest else text
    days, rest = divmod(round(minutes / 60), 24)
    text = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    hours = ngettext("%(n)d hour", "%(n)d hours", rest) % {"n": rest}
    return f"{text} {hours}" if rest else text
