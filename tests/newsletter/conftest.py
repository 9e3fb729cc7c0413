"""Fixtures shared with the tests of notices."""

from tests.notifications.conftest import deliver, follow, judge, mail_server, notify, spread

__all__ = ["deliver", "follow", "judge", "mail_server", "notify", "spread"]
