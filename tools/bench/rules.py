"""Measure the time of each rule by the length of the text: the slow are asked before the lock.

    python -m tools.bench.rules

On SQLite, in a database of its own that is gone afterwards: 1,000 reactions to compare with, 500
watched words, 500 blocked domains, and a classifier of 2,000 decisions.
"""

import os
import tempfile
import time
from pathlib import Path
from statistics import median

import django
from django.core.management import call_command

HOME = tempfile.TemporaryDirectory()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "debate.settings")
os.environ["VAR_DIR"] = HOME.name
os.environ["DATABASE_URL"] = f"sqlite:///{Path(HOME.name) / 'db.sqlite3'}"
django.setup()

from django.utils import timezone  # noqa: E402

from articles.models import Article  # noqa: E402
from comments import actions  # noqa: E402
from comments.learned import features  # noqa: E402
from comments.models import Comment, Decision, Revision  # noqa: E402
from comments.moderation_rules import MODERATION_RULES  # noqa: E402
from comments.rules import RuleContext  # noqa: E402
from common.html.markdown import render_markdown  # noqa: E402
from common.similarity import text_fingerprint  # noqa: E402
from tools.bench.reactions import make  # noqa: E402

LENGTHS = (200, 1000, 5000)
TIMES = 15


def fill() -> Article:
    article = Article.objects.create(
        slug="maat", title="Maat", status=Article.Status.PUBLISHED, published_at=timezone.now()
    )
    made = make(2000)
    comments = Comment.objects.bulk_create(
        Comment(
            article=article,
            name="Daan",
            email=f"gast{number}@example.org",
            text=one.text,
            html=one.text,
            fingerprint=text_fingerprint(one.text),
            status="rejected",
        )
        for number, one in enumerate(made)
    )
    Revision.objects.bulk_create(
        Revision(comment=comment, number=1, text=comment.text, html="") for comment in comments
    )
    Decision.objects.bulk_create(
        Decision(
            comment=comment,
            revision=1,
            verdict="reject" if one.rejected else "approve",
            reason="insult" if one.rejected else "",
            from_status="pending",
            to_status="rejected",
        )
        for comment, one in zip(comments, made, strict=True)
    )
    actions.learn_decisions.call()
    actions.add_watched_words([f"woord{number}*" for number in range(500)])
    actions.block_domains([f"domein{number}.example" for number in range(500)])
    return article


def text_of(length: int) -> str:
    return " ".join(one.text for one in make(200, seed=9))[:length]


def measure(rule, comment: Comment) -> float:
    """The median, in milliseconds of this process alone, with nothing remembered from before."""
    took = []
    for _ in range(TIMES):
        features.word_features.cache_clear()
        start = time.process_time()
        rule.check(comment, RuleContext())
        took.append((time.process_time() - start) * 1000)
    return median(took)


def main() -> None:
    call_command("migrate", verbosity=0)
    article = fill()
    print(f"{'milliseconds at':20}", *(f"{length:>8}" for length in LENGTHS), " letters")
    for rule in MODERATION_RULES:
        times = []
        for length in LENGTHS:
            text = text_of(length)
            comment = Comment(
                article=article,
                name="Gerda",
                email="gerda@example.org",
                text=text,
                html=render_markdown(text),
                fingerprint=text_fingerprint(text),
                created_at=timezone.now(),
            )
            times.append(measure(rule, comment))
        before = "  asked before the lock" if rule.is_slow else ""
        print(f"{rule.name:20}", *(f"{one:8.2f}" for one in times), before)


if __name__ == "__main__":
    main()
    HOME.cleanup()
