"""The number of days for which personal data is kept."""

from debate.settings.environment import env

KEEP_UNCONFIRMED_DAYS = env.int("KEEP_UNCONFIRMED_DAYS", default=7)
KEEP_REFUSED_DAYS = env.int("KEEP_REFUSED_DAYS", default=365)
KEEP_READ_NOTICES_DAYS = env.int("KEEP_READ_NOTICES_DAYS", default=60)
KEEP_NOTICES_DAYS = env.int("KEEP_NOTICES_DAYS", default=180)
KEEP_MAILS_DAYS = env.int("KEEP_MAILS_DAYS", default=90)
KEEP_TASKS_DAYS = env.int("KEEP_TASKS_DAYS", default=14)
