"""Trying out another choice of rules on the latest reactions."""

import uuid

import pytest

from comments import actions
from comments.models import Comment, Decision, Revision, RuleSetting, WatchedWord
from common.html.safe import SafeText
from desk import dry_run
from desk.dry_run import dry_run_rules
from tests.comments.test_rules import TEXT

Mode = RuleSetting.Mode


def named(result) -> list[tuple[int, str, str]]:
    return [(d.comment.pk, d.now.verdict, d.then.verdict) for d in result.differences]


@pytest.fixture
def some(article, write, make_article, watched):
    """A plain one, a watched word and a repetition; and a watched word under another piece."""
    other = make_article("anders")
    return [
        write(article, TEXT),
        write(article, f"Een {watched} woord."),
        write(article, TEXT, email="ander@example.org"),
        write(other, f"Nog een {watched} woord."),
    ]


def test_nothing_changes_nothing(some):
    result = dry_run_rules({})
    assert result[:5] == (4, 3, 3, 0, 0)
    assert result.differences == []


def test_the_numbers_and_what_would_be_different_the_latest_first(some):
    result = dry_run_rules({"watched_word": Mode.REJECT, "repetition": Mode.OFF})
    assert result[:5] == (4, 3, 0, 0, 2)
    assert named(result) == [
        (some[3].pk, "hold", "reject"),
        (some[2].pk, "hold", "approve"),
        (some[1].pk, "hold", "reject"),
    ]


def test_a_piece_with_its_own_choice_keeps_it(some, article):
    actions.set_rules({"watched_word": Mode.OFF}, article)
    result = dry_run_rules({"watched_word": Mode.REJECT})
    assert result[:5] == (4, 2, 1, 0, 1)
    assert named(result) == [(some[3].pk, "hold", "reject")]


def test_one_piece_alone_under_what_the_site_does(some, article):
    actions.set_rules({"repetition": Mode.OFF})
    result = dry_run_rules({"watched_word": Mode.REJECT}, article)
    assert result[:5] == (3, 1, 0, 0, 1)
    assert named(result) == [(some[1].pk, "hold", "reject")]


def test_each_is_compared_with_those_before_it_also_elsewhere(some, article, write, make_article):
    last = write(make_article("derde"), TEXT, email="derde@example.org")
    result = dry_run_rules({"repetition": Mode.OFF}, last.article)
    assert named(result) == [(last.pk, "hold", "approve")]
    assert some[0].pk not in [pk for pk, *_ in named(dry_run_rules({"repetition": Mode.OFF}))]


def test_signs_that_were_kept_count(article):
    writer = actions.CommentWriter("Daan", "daan@example.org")
    actions.set_rules({"honeypot": Mode.OFF})
    caught = actions.submit_comment(
        article,
        writer,
        text=SafeText("Kijk!"),
        key=uuid.uuid4(),
        language="nl",
        signs={"trap": True},
    )
    assert named(dry_run_rules({"honeypot": Mode.REJECT})) == [(caught.pk, "approve", "reject")]


def test_the_team_and_the_unconfirmed_are_not_looked_at(some, article, write, moderator, in_state):
    write(article, "Vanwege de redactie.", user=moderator)
    in_state("unconfirmed")
    assert dry_run_rules({}).looked_at == len(some)


def test_nothing_is_written(some):
    models = (Comment, Decision, Revision, RuleSetting, WatchedWord)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    dry_run_rules({"watched_word": Mode.REJECT, "links": Mode.REJECT})
    assert [list(model.objects.order_by("pk").values()) for model in models] == before


def test_an_empty_site(db):
    assert dry_run_rules({}) == (0, 0, 0, 0, 0, [])


def test_no_more_than_the_latest_thousand_in_few_queries(
    article, write, django_assert_max_num_queries, monkeypatch
):
    assert dry_run.MOST_COMMENTS == 1000
    monkeypatch.setattr(dry_run, "MOST_COMMENTS", 100)
    write(article)
    first = Comment.objects.get()
    Comment.objects.bulk_create(
        Comment(
            article=article,
            name="Daan",
            email=f"gast{n}@example.org",
            text=f"Dit is nummer {n}.",
            html="",
            status="rejected",
        )
        for n in range(100)
    )
    # Three at most for each: the minute before, the writer's past, the policy.
    with django_assert_max_num_queries(3 * 100 + 10):
        result = dry_run_rules({"links": Mode.REJECT})
    assert result.looked_at == 100
    assert first.pk not in [pk for pk, *_ in named(result)]
