"""Subscribers, their notices and their mails."""

from notifications.models.issue import Issue
from notifications.models.mail import Mail
from notifications.models.mailing import Mailing
from notifications.models.notice import MAX_COUNTED, Notice, NoticeQuerySet, Told
from notifications.models.subscriber import (
    Follow,
    FollowQuerySet,
    Preference,
    Subscriber,
    SubscriberQuerySet,
    chosen_paces,
    subscriber_pace,
    subscriber_paces,
)

__all__ = [
    "MAX_COUNTED",
    "Follow",
    "FollowQuerySet",
    "Issue",
    "Mail",
    "Mailing",
    "Notice",
    "NoticeQuerySet",
    "Preference",
    "Subscriber",
    "SubscriberQuerySet",
    "Told",
    "chosen_paces",
    "subscriber_pace",
    "subscriber_paces",
]
