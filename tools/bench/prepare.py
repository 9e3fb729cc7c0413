"""Make the tables and one article with a short thread in an empty database; print what there is.

Given a number, publish that many reactions more instead. Run in a process of its own.
"""

import json
import sys
import uuid

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (needs the apps to be loaded)
from django.utils import timezone  # noqa: E402

from articles.models import Article  # noqa: E402
from comments import actions, live  # noqa: E402
from comments.models import RuleSetting  # noqa: E402
from common.html.safe import SafeText  # noqa: E402

THREAD = 10  # reactions that the page shows from the start
TEXT = "Een wijk die samen eet, praat ook samen. " * 9


def article() -> Article:
    return Article.objects.create(
        slug="samen-aan-tafel",
        title="Samen aan tafel",
        lead="Waarom een wijk een tafel nodig heeft.",
        body="<p>Een wijk zonder tafel is een gang.</p>" * 40,
        status=Article.Status.PUBLISHED,
        published_at=timezone.now(),
        policy=Article.Policy.PUBLISH,
    )


def publish(target: Article, reactions: int) -> None:
    writer = actions.CommentWriter(name="Daan", email="daan@example.org")
    for _ in range(reactions):
        actions.submit_comment(target, writer, text=SafeText(TEXT), key=uuid.uuid4(), language="nl")


if len(sys.argv) > 1:
    target = Article.objects.get()
    publish(target, int(sys.argv[1]))
else:
    call_command("migrate", verbosity=0)
    # What a benchmark writes is much alike, which people's reactions are not.
    actions.set_rules({"repetition": RuleSetting.Mode.OFF})
    target = article()
    publish(target, THREAD)
target.refresh_from_db()
version, frame = live.thread_changes(target.pk, target.version - 1, "nl")
print(json.dumps({"pk": target.pk, "slug": target.slug, "version": version, "frame": frame}))
