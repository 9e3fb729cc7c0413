"""What the newsletter's tests share with those of notices."""

from tests.notifications.conftest import deliver, follow, judge, mail_server, notify, spread

__all__ = ["deliver", "follow", "judge", "mail_server", "notify", "spread"]
