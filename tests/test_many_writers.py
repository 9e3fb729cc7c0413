"""Twenty writers at once: all that was accepted is there, once, numbered without gap or double."""

import pytest
from django.conf import settings

from comments import actions
from comments.actions import SeenState, Verdict
from comments.models import Comment
from tests.conftest import make_user
from tests.writers import Writer, at_once, check_whole

WRITERS = 20
EACH = 3


@pytest.mark.slow
@pytest.mark.both
def test_twenty_writers_at_once(make_site, make_article, write, moderator):
    # Two processes where they share a database server and a bell.
    site = make_site(worker=False, webs=2 if settings.REDIS_URL else 1, COMMENTS_GUESTS="hold")
    article = make_article()
    seeds = [write(article, f"Begin {n}.") for n in range(3)]
    members = [make_user(f"lid{n}@example.org", f"Lid{n}") for n in range(WRITERS // 2)]
    writers = [
        Writer(site, article.slug, f"Schrijver{n}", user, n % len(site.urls))
        for n, user in enumerate([*members, *[None] * (WRITERS - len(members))])
    ]

    def job(n: int, writer: Writer):
        def run():
            for turn in range(EACH):
                writer.write(
                    f"Reactie {turn} van {writer.name}.",
                    parent=seeds[(n + turn) % 3] if turn % 2 else None,
                    times=3 if turn == 2 else 1,
                )

        return run

    def moderate():
        """Meanwhile the team removes and restores what is being answered."""
        for _ in range(3):
            for verdict in (Verdict.REJECT, Verdict.APPROVE):
                seed = Comment.objects.get(pk=seeds[2].pk)
                actions.decide_comment(
                    seed, verdict, by=moderator, seen=SeenState.of(seed), reason="other"
                )

    at_once([*(job(n, writer) for n, writer in enumerate(writers)), moderate])

    answers = [code for writer in writers for code in writer.answers]
    assert len(answers) == WRITERS * (EACH + 2)
    # An answer to what was just removed is refused in words, and never with an error.
    assert set(answers) <= {302, 422}, site.log()[-3000:]
    assert answers.count(302) > WRITERS * EACH * 0.7
    assert "Traceback" not in site.log()
    for writer in writers:
        kept = Comment.objects.filter(key__in=writer.accepted)
        assert {comment.key: comment.text for comment in kept} == writer.accepted
    everything = {key for writer in writers for key in writer.accepted}
    assert Comment.objects.count() == len(everything) + len(seeds)
    check_whole(article)
    told = site.client().get(f"/opinie/{article.slug}/veranderd/?since=0").json()
    assert told["count"] == Comment.objects.published().count()
    assert told["version"] == article.version
