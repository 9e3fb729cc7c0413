"""The actions on notifications: the only code in this app that writes, one subject a file."""

from notifications.actions.fan_out import fan_out_event, notify_of_scheduled_events
from notifications.actions.following import TooManyFollows, start_following, stop_following
from notifications.actions.forgetting import erase_subscriber
from notifications.actions.notify import notify_subscribers, push_unread_changed, raise_state_notice
from notifications.actions.preferring import get_confirmed_guest, set_mail_language, set_paces
from notifications.actions.reading import (
    mark_all_notices_read,
    mark_article_notices_read,
    mark_notices_read,
)
from notifications.actions.reminding import remind_authors

__all__ = [
    "TooManyFollows",
    "erase_subscriber",
    "fan_out_event",
    "get_confirmed_guest",
    "mark_all_notices_read",
    "mark_article_notices_read",
    "mark_notices_read",
    "notify_of_scheduled_events",
    "notify_subscribers",
    "push_unread_changed",
    "raise_state_notice",
    "remind_authors",
    "set_mail_language",
    "set_paces",
    "start_following",
    "stop_following",
]
