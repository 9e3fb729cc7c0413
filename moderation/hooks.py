"""Registration of the audit log for rooms that may not import it."""

from common import events
from moderation.audit_log import record

events.record_in(record)
