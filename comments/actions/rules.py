"""Changes to the rules and to the lists that they use, each recorded in the audit log."""

from django.db import transaction
from django.db.models import Model

from accounts.models import User
from articles.models import Article
from comments.models import BlockedDomain, FloodSwitch, RuleSetting, WatchedWord
from moderation.audit_log import list_subject, record, rule_subject


@transaction.atomic
def set_rules(
    modes: dict[str, str], article: Article | None = None, *, by: User | None = None
) -> None:
    """Set the modes of the rules; under an article, the others follow the site."""
    settings = RuleSetting.objects.filter(article=article)
    before = dict(settings.values_list("rule", "mode"))
    settings.delete()
    RuleSetting.objects.bulk_create(
        RuleSetting(rule=rule, article=article, mode=mode) for rule, mode in modes.items()
    )
    where = {"article": article.pk} if article else {}
    for rule in sorted({*before, *modes}):
        was, now = before.get(rule), modes.get(rule)
        if was != now:  # None is the default, or under an article the mode of the site
            record("rule", rule_subject(rule), by=by, was=was, became=now, **where)


@transaction.atomic
def set_flood_mode(mode: str, *, by: User | None = None) -> None:
    """Set the mode of the proof of work for guests."""
    was = FloodSwitch.mode_now()
    if was != mode:
        FloodSwitch.objects.update_or_create(pk=1, defaults={"mode": mode})
        record("flood_switch", rule_subject("proof_of_work"), by=by, was=was, became=mode)


def add_watched_words(words: list[str], *, by: User | None = None) -> int:
    """Add words to the list, and return the number of new ones."""
    return _add(WatchedWord, "words", (WatchedWord(word=word) for word in words), by)


def remove_watched_words(words: list[str], *, by: User | None = None) -> None:
    _remove(WatchedWord.objects.filter(word__in=words), "words", by)


def block_domains(domains: list[str], *, by: User | None = None) -> int:
    """Add domains to the list, and return the number of new ones."""
    return _add(BlockedDomain, "domains", (BlockedDomain(domain=one) for one in domains), by)


def unblock_domains(domains: list[str], *, by: User | None = None) -> None:
    _remove(BlockedDomain.objects.filter(domain__in=domains), "domains", by)


@transaction.atomic
def _add(model: type[Model], name: str, rows, by: User | None) -> int:
    before = set(_keys(model.objects.all()))
    model.objects.bulk_create(rows, ignore_conflicts=True)
    new = [key for key in _keys(model.objects.all()) if key not in before]
    if new:
        _record("list_added", name, new, by)
    return len(new)


@transaction.atomic
def _remove(rows, name: str, by: User | None) -> None:
    if gone := _keys(rows):
        rows.delete()
        _record("list_removed", name, gone, by)


def _keys(rows) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _record(verb: str, name: str, keys: list[int], by: User | None) -> None:
    # Record keys, as a watched word may be somebody's name; at most 100, as a list may be long.
    record(verb, list_subject(name), by=by, count=len(keys), keys=keys[:100])
