"""The writer's rights in every state that a reaction can be in."""

import pytest

from comments import actions
from comments.actions import WrongState
from comments.models import Comment
from common.html.safe import SafeText

CHANGEABLE = {"unconfirmed", "pending", "published", "held edit", "refused edit"}


def test_confirm_works_once_and_only_before(state, in_state):
    comment = in_state(state)
    if state != "unconfirmed":
        with pytest.raises(WrongState):
            actions.confirm_comment(comment)
        return
    confirmed = actions.confirm_comment(comment)
    assert confirmed.status == "published"
    assert confirmed.confirmed_at is not None
    with pytest.raises(WrongState):
        actions.confirm_comment(comment)
    assert Comment.objects.get().number == 1


def test_edit_changes_what_its_writer_may_still_change(state, in_state):
    comment = in_state(state)
    if state not in CHANGEABLE:
        with pytest.raises(WrongState):
            actions.revise_comment(comment, SafeText("Anders gezegd."))
        comment.refresh_from_db()
        assert comment.text != "Anders gezegd."
        return
    after = actions.revise_comment(comment, SafeText("Anders gezegd."))
    assert after.text == "Anders gezegd."
    assert after.revision == comment.revision + 1
    assert after.revisions.count() == after.revision
    # An edit confirms nothing and frees nothing from the queue.
    assert after.status == comment.status


def test_withdraw_takes_back_what_was_not_taken_yet(state, in_state):
    comment = in_state(state)
    if state not in CHANGEABLE:
        with pytest.raises(WrongState):
            actions.withdraw_comment(comment)
        return
    after = actions.withdraw_comment(comment)
    assert after.status == "withdrawn"
    assert after.held_at is None
    assert not Comment.objects.queue().exists()
    assert (after.path, after.number) == (comment.path, comment.number)


def test_only_what_waits_for_a_moderator_is_in_the_queue(state, in_state):
    in_state(state)
    assert Comment.objects.queue().exists() == (state in ("pending", "held edit"))


def test_only_what_is_public_is_in_the_thread_and_the_count(state, in_state, article):
    in_state(state)
    is_public = state in ("published", "held edit", "refused edit")
    assert Comment.objects.thread(article).exists() == is_public
    assert Comment.objects.counts([article]) == ({article.pk: 1} if is_public else {})


def test_what_never_was_public_takes_no_version_and_no_number(state, in_state, article):
    in_state(state)
    article.refresh_from_db()
    never = state in ("unconfirmed", "pending", "rejected", "withdrawn unseen")
    assert (article.version == 0) == never
    assert (article.last_number == 0) == never
