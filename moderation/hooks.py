"""Hooks by which the audit log serves other rooms."""

from common import events
from moderation.audit_log import record

events.record_in(record)
