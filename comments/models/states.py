"""The states of a reaction, and the verdicts on it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """The present state of a reaction."""

    UNCONFIRMED = "unconfirmed", _("waiting for the writer's confirmation")
    PENDING = "pending", _("waiting for a moderator")
    PUBLISHED = "published", _("published")
    REJECTED = "rejected", _("rejected")  # never was public
    WITHDRAWN = "withdrawn", _("withdrawn by the writer")
    REMOVED = "removed", _("removed by a moderator")  # once was public


class Verdict(models.TextChoices):
    """The verdict of a moderator or a rule."""

    HOLD = "hold", _("held")
    APPROVE = "approve", _("approved")
    REJECT = "reject", _("rejected")


class Role(models.TextChoices):
    """The capacity in which the writer wrote, at that moment."""

    READER = "reader", _("reader")
    AUTHOR = "author", _("author")
    EDITOR = "editor", _("editors")
