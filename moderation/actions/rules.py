"""The actions on house rules and canned reasons: the only place that writes them."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from common.html.safe import SafeText
from moderation import audit_log
from moderation.models import CannedReason, HouseRule


class LastHouseRule(Exception):
    """The only active rule cannot be retired, since a rejection needs a basis."""


@transaction.atomic
def add_house_rule(by: User, **fields) -> HouseRule:
    """Add a rule with the next number. A number is never used again."""
    last = HouseRule.objects.aggregate(last=Max("number"))["last"] or 0
    rule = HouseRule.objects.create(number=last + 1, **_columns(**fields))
    _record_rule_change("rule_added", rule, by)
    return rule


@transaction.atomic
def change_house_rule(rule: HouseRule, by: User, **fields) -> HouseRule:
    """Change the text or category of a rule. The same values are no change."""
    kept = HouseRule.objects.select_for_update().get(pk=rule.pk)
    fields = _columns(**fields)
    changed = {name for name, value in fields.items() if getattr(kept, name) != value}
    if not changed:
        return kept
    for name in changed:
        setattr(kept, name, fields[name])
    kept.changed_at = timezone.now()
    kept.save(update_fields=[*changed, "changed_at"])
    _record_rule_change("rule_changed", kept, by)
    return kept


@transaction.atomic
def retire_house_rule(rule: HouseRule, by: User) -> None:
    """Retire a rule. Raises `LastHouseRule` for the only active one."""
    # Locks all of them, so that two editors cannot retire the last two at once.
    active = list(HouseRule.objects.active().select_for_update())
    if rule not in active:
        return
    if active == [rule]:
        raise LastHouseRule
    HouseRule.objects.filter(pk=rule.pk).update(retired_at=timezone.now())
    _record_rule_change("rule_retired", rule, by)


@transaction.atomic
def reinstate_house_rule(rule: HouseRule, by: User) -> None:
    """Make a retired rule active again, under its own number."""
    if HouseRule.objects.filter(pk=rule.pk, retired_at__isnull=False).update(retired_at=None):
        _record_rule_change("rule_reinstated", rule, by)


@transaction.atomic
def add_canned_reason(by: User, **fields) -> CannedReason:
    canned = CannedReason.objects.create(**fields)
    audit_log.record("canned_added", _canned_reason_subject(canned.pk), by=by)
    return canned


@transaction.atomic
def change_canned_reason(canned: CannedReason, by: User, **fields) -> None:
    CannedReason.objects.filter(pk=canned.pk).update(**fields)
    audit_log.record("canned_changed", _canned_reason_subject(canned.pk), by=by)


@transaction.atomic
def remove_canned_reason(canned: CannedReason, by: User) -> None:
    """Delete a canned reason. Decisions keep their own copy of its text."""
    removed, _ = CannedReason.objects.filter(pk=canned.pk).delete()
    if removed:
        audit_log.record("canned_removed", _canned_reason_subject(canned.pk), by=by)


def _columns(*, text_nl: SafeText, text_en: SafeText, **fields) -> dict:
    return fields | {
        "text_nl": text_nl.markdown,
        "html_nl": text_nl.html,
        "text_en": text_en.markdown,
        "html_en": text_en.html,
    }


def _record_rule_change(verb: str, rule: HouseRule, by: User) -> None:
    audit_log.record(verb, f"house_rule:{rule.number}", by=by, category=rule.category)


def _canned_reason_subject(pk: int) -> str:
    return f"canned_reason:{pk}"
