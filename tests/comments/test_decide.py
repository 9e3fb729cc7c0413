import pytest

from comments import actions
from comments.actions import Conflict, Seen, Verdict
from comments.models import Article, Comment, Decision


def test_approving_gives_a_number_and_a_place(make_article, write, moderator):
    article = make_article(policy=Article.Policy.HOLD_ALL)
    comment = write(article)
    assert (comment.status, comment.number) == ("pending", None)
    comment = actions.decide(comment, Verdict.APPROVE, by=moderator, seen=Seen.of(comment))
    assert (comment.status, comment.number, comment.path) == ("published", 1, "00000001")


def test_the_second_moderator_is_told_who_decided(make_article, write, moderator, second_moderator):
    article = make_article(policy=Article.Policy.HOLD_ALL)
    comment = write(article)
    seen = Seen.of(comment)
    actions.decide(comment, Verdict.REJECT, by=moderator, seen=seen, reason="spam")
    with pytest.raises(Conflict) as conflict:
        actions.decide(comment, Verdict.APPROVE, by=second_moderator, seen=seen)
    assert conflict.value.decision.by == moderator
    assert Decision.objects.exclude(by=None).count() == 1


def test_a_removed_reaction_with_replies_leaves_a_tombstone(article, write, moderator):
    first = write(article)
    answer = write(article, "Mee eens.", parent=first)
    actions.decide(first, Verdict.REJECT, by=moderator, seen=Seen.of(first), reason="insult")
    assert [c.number for c in Comment.objects.thread(article)] == [1, 2]
    actions.withdraw(answer)
    assert not Comment.objects.thread(article).exists()
