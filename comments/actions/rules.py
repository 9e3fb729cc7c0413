"""What an editor sets: the rules, and the lists that they use."""

from django.db import transaction

from articles.models import Article
from comments.models import BlockedDomain, RuleSetting, WatchedWord


@transaction.atomic
def set_rules(modes: dict[str, str], article: Article | None = None) -> None:
    """What each rule does from now on; under an article, what is not named is left to the site."""
    RuleSetting.objects.filter(article=article).delete()
    RuleSetting.objects.bulk_create(
        RuleSetting(rule=rule, article=article, mode=mode) for rule, mode in modes.items()
    )


def watch(words: list[str]) -> int:
    """Add words to the list, and say how many were new."""
    return _add(WatchedWord, (WatchedWord(word=word) for word in words))


def unwatch(words: list[str]) -> None:
    WatchedWord.objects.filter(word__in=words).delete()


def block(domains: list[str]) -> int:
    """Add domains to the list, and say how many were new."""
    return _add(BlockedDomain, (BlockedDomain(domain=domain) for domain in domains))


def unblock(domains: list[str]) -> None:
    BlockedDomain.objects.filter(domain__in=domains).delete()


@transaction.atomic
def _add(model, rows) -> int:
    before = model.objects.count()
    model.objects.bulk_create(rows, ignore_conflicts=True)
    return model.objects.count() - before
