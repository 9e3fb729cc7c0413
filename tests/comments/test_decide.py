"""A moderator's verdict: on exactly what was seen, once, and never on another's words."""

from itertools import product

import pytest

from articles.models import Article
from comments import actions
from comments.actions import DecisionConflict, SeenState, Verdict
from comments.models import Comment, Decision
from common.html.safe import SafeText

# What each verdict makes of each state; whatever is not here is refused.
BECOMES = {
    ("pending", "approve"): "published",
    ("pending", "reject"): "rejected",
    ("rejected", "approve"): "published",
    ("published", "reject"): "removed",
    ("held edit", "approve"): "published",
    ("held edit", "reject"): "published",
    ("refused edit", "reject"): "removed",
    ("removed", "approve"): "published",
}


def everything() -> list:
    """All that a decision could change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Article, Comment, Comment.revisions.rel.related_model, Decision)
    ]


@pytest.mark.parametrize("verdict", Verdict.values)
def test_each_verdict_in_each_state(state, verdict, in_state, moderator):
    comment = in_state(state)
    seen = SeenState.of(comment)
    before = everything()

    def decide():
        return actions.decide_comment(comment, verdict, by=moderator, seen=seen, reason="insult")

    if (state, verdict) not in BECOMES:
        with pytest.raises(DecisionConflict):
            decide()
        assert everything() == before
        return
    after = decide()
    assert after.status == BECOMES[state, verdict]
    assert after.held_at is None
    decision = after.decisions.last()
    assert (decision.by, decision.verdict, decision.revision) == (moderator, verdict, seen.revision)
    assert (decision.from_status, decision.to_status) == (seen.status, after.status)


@pytest.mark.parametrize("verdict", ["approve", "reject"])
def test_nothing_is_decided_that_was_not_seen(state, verdict, in_state, moderator):
    comment = in_state(state)
    right = SeenState.of(comment)
    statuses, revisions = Comment.Status.values, (right.revision - 1, right.revision + 1)
    others = {SeenState(*other) for other in product(statuses, [right.revision], [True, False])}
    others |= {right._replace(revision=revision) for revision in (*revisions, 10**30, -1)}
    others.discard(right)
    before = everything()
    for seen in others:
        with pytest.raises(DecisionConflict) as conflict:
            actions.decide_comment(comment, verdict, by=moderator, seen=seen, reason="insult")
        assert SeenState.of(conflict.value.comment) == right
    assert everything() == before


def test_approving_gives_a_number_and_a_place(make_article, write, moderator):
    article = make_article(policy=Article.Policy.HOLD_ALL)
    comment = write(article)
    assert (comment.status, comment.number) == ("pending", None)
    comment = actions.decide_comment(
        comment, Verdict.APPROVE, by=moderator, seen=SeenState.of(comment)
    )
    assert (comment.status, comment.number, comment.path) == ("published", 1, "00000001")


def test_the_second_moderator_is_told_who_decided(make_article, write, moderator, second_moderator):
    article = make_article(policy=Article.Policy.HOLD_ALL)
    comment = write(article)
    seen = SeenState.of(comment)
    actions.decide_comment(comment, Verdict.REJECT, by=moderator, seen=seen, reason="spam")
    with pytest.raises(DecisionConflict) as conflict:
        actions.decide_comment(comment, Verdict.APPROVE, by=second_moderator, seen=seen)
    assert conflict.value.decision.by == moderator
    assert Decision.objects.exclude(by=None).count() == 1


def test_a_text_edited_meanwhile_is_not_decided_on(in_state, moderator):
    comment = in_state("pending")
    seen = SeenState.of(comment)
    actions.revise_comment(comment, SafeText("Heel andere woorden."))
    with pytest.raises(DecisionConflict):
        actions.decide_comment(comment, Verdict.APPROVE, by=moderator, seen=seen)
    comment.refresh_from_db()
    assert comment.status == "pending"
    assert Comment.objects.queue().get() == comment


def test_a_restored_reaction_returns_at_its_own_place(article, write, judge):
    first, second, third = write(article), write(article), write(article)
    place = (second.number, second.path, second.published_at)
    judge(second, Verdict.REJECT)
    assert [c.pk for c in Comment.objects.thread(article)] == [first.pk, third.pk]
    fourth = write(article)
    back = judge(second, Verdict.APPROVE)
    assert (back.number, back.path, back.published_at) == place
    assert [c.number for c in Comment.objects.thread(article)] == [1, 2, 3, 4]
    assert fourth.number == 4


def test_a_number_is_never_used_twice(article, write, judge):
    numbers = []
    for n in range(4):
        # By different people: whoever is refused that often is held.
        comment = write(article, email=f"daan{n}@example.org")
        numbers.append(comment.number)
        judge(comment, Verdict.REJECT)
    actions.withdraw_comment(write(article, email="daan5@example.org"))
    assert numbers == [1, 2, 3, 4]
    assert write(article, email="daan6@example.org").number == 6


def test_sent_twice_it_is_one_decision(in_state, client, moderator, second_moderator):
    """The answer to the first can be lost on the way: that is not a colleague who came first."""
    comment = in_state("pending")
    form = {"status": "pending", "revision": 1, "held": True, "verdict": "approve"}
    address = f"/moderatie/{comment.pk}/"
    client.force_login(moderator)
    answers = [client.post(address, form, headers={"HX-Request": "true"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "data-decided" in answers[1].content.decode()
    assert client.post(address, form | {"verdict": "reject", "ground": "1"}).status_code == 409
    client.force_login(second_moderator)
    assert client.post(address, form).status_code == 409
    assert comment.decisions.filter(verdict="approve").count() == 1
