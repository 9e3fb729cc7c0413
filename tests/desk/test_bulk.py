"""Many decided on together: one decision each, nothing twice, and back exactly as it was."""

from unittest import mock

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import roles
from articles.models import Article
from comments import actions
from comments.actions import DecisionConflict, FormerState, SeenState, Verdict, WrongState
from comments.models import Batch, Comment, Decision, Report
from common.html.safe import SafeText
from common.worker import make_worker, requeue_lost_tasks
from desk.actions import bulk
from moderation.basis import DecisionBasis
from moderation.models import AuditEntry
from tests.comments.conftest import WATCHED
from tests.comments.test_decide import BECOMES
from tests.tasks import work

LATER = {"status", "path", "number", "version", "published_at", "shown_revision"}


@pytest.fixture
def many(article, write, watched):
    """This many reactions that wait, each by another writer."""

    def many(size: int) -> list[Comment]:
        return [
            write(article, f"Een {WATCHED} woord, {n}.", email=f"d{n}@example.org")
            for n in range(size)
        ]

    return many


def choose(comments, verdict, by) -> Batch:
    return bulk.prepare_batch(by, verdict, {c.pk: SeenState.of(fresh(c)) for c in comments})


def give(comments, verdict, by) -> Batch:
    reason = (
        {"ground": DecisionBasis.for_category("spam"), "note": "Reclame."}
        if verdict == "reject"
        else {}
    )
    return bulk.confirm_batch(choose(comments, verdict, by), by=by, **reason)


def fresh(comment: Comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


def state(comment: Comment, *but: str) -> dict:
    found = Comment.objects.filter(pk=comment.pk).values().get()
    return {name: value for name, value in found.items() if name not in but}


def outcomes(batch: Batch) -> list[str]:
    return list(batch.items.values_list("outcome", flat=True))


def undone(batch: Batch) -> list[str]:
    return list(batch.items.values_list("undo", flat=True))


def human() -> int:
    return Decision.objects.exclude(by=None).count()


def of_batches():
    return DBTaskResult.objects.filter(task_path__contains=".bulk.")


def let_it_begin() -> None:
    DBTaskResult.objects.update(run_after=timezone.now())


def status(batch: Batch) -> str:
    return Batch.objects.get(pk=batch.pk).status


# --- Carrying out ---------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", ["approve", "reject"])
def test_each_verdict_in_each_state(state, verdict, in_state, moderator):
    comment = in_state(state)
    before = human()
    batch = give([comment], verdict, moderator)
    bulk.run_batch.call(batch.pk)
    if state == "unconfirmed":  # of which no moderator knows
        assert outcomes(batch) == []
    elif (state, verdict) in BECOMES:
        assert outcomes(batch) == ["done"]
        assert fresh(comment).status == BECOMES[state, verdict]
        decision = batch.decisions.get()
        assert decision == batch.items.get().decision
        assert (decision.by, decision.verdict) == (moderator, verdict)
        assert (decision.reason == "spam") == (verdict == "reject")
    else:
        assert outcomes(batch) == ["nothing"]
    assert human() == before + outcomes(batch).count("done")
    assert status(batch) == "done"


def test_nothing_happens_for_ten_seconds(many, moderator):
    batch = give(many(2), "reject", moderator)
    work()
    assert (status(batch), human()) == ("waiting", 0)
    task = of_batches().get()
    assert 9 < (task.run_after - timezone.now()).total_seconds() <= 10
    let_it_begin()
    work()
    assert (status(batch), human()) == ("done", 2)


def test_they_get_their_numbers_in_the_order_in_which_they_were_written(many, moderator):
    comments = many(4)
    bulk.run_batch.call(give(reversed(comments), "approve", moderator).pk)
    assert [fresh(comment).number for comment in comments] == [1, 2, 3, 4]


def test_what_is_not_as_it_was_seen_is_skipped_and_told(many, moderator, second_moderator):
    _, edited, withdrawn, decided, _ = comments = many(5)
    batch = give(comments, "approve", moderator)
    actions.revise_comment(edited, SafeText("Heel andere woorden."))
    actions.withdraw_comment(withdrawn)
    actions.decide_comment(
        decided, "reject", by=second_moderator, seen=SeenState.of(decided), reason="insult"
    )
    bulk.run_batch.call(batch.pk)
    assert outcomes(batch) == ["done", "changed", "changed", "conflict", "done"]
    assert batch.items.get(comment=decided).decision.by == second_moderator
    assert [fresh(comment).status for comment in comments] == [
        "published", "pending", "withdrawn", "rejected", "published",
    ]  # fmt: skip
    assert batch.decisions.count() == 2


def test_two_batches_leave_one_decision_each(many, moderator, second_moderator):
    comments = many(3)
    one, two = give(comments, "approve", moderator), give(comments, "reject", second_moderator)
    bulk.run_batch.call(two.pk)
    bulk.run_batch.call(one.pk)
    assert (outcomes(two), outcomes(one)) == (["done"] * 3, ["conflict"] * 3)
    assert human() == 3


def test_one_that_fails_keeps_no_other_from_its_turn(many, moderator):
    comments = many(3)
    real = bulk.decide_comment

    def decide(comment, *args, **kwargs):
        if comment.pk == comments[1].pk:
            raise ValueError("broken")
        return real(comment, *args, **kwargs)

    batch = give(comments, "approve", moderator)
    with mock.patch.object(bulk, "decide_comment", decide):
        bulk.run_batch.call(batch.pk)
    assert outcomes(batch) == ["done", "failed", "done"]
    assert status(batch) == "done"


def test_a_database_that_is_away_is_waited_for(many, moderator):
    batch = give(many(2), "approve", moderator)
    with mock.patch.object(bulk, "decide_comment", side_effect=OperationalError("locked")):
        bulk.run_batch.call(batch.pk)
    assert (status(batch), outcomes(batch)) == ("running", ["todo", "todo"])
    assert of_batches().count() == 2
    let_it_begin()
    work()
    assert outcomes(batch) == ["done", "done"]


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_does_it(many, moderator):
    batch = give(many(3), "approve", moderator)
    let_it_begin()
    make_worker(0).run()
    assert (status(batch), human()) == ("done", 3)
    bulk.undo_batch(batch, by=moderator)
    make_worker(0).run()
    assert (status(batch), undone(batch)) == ("undone", ["done"] * 3)


def test_a_long_batch_lets_others_pass(many, moderator):
    """A slice of no time at all does one, and leaves the rest to a task after what waits."""
    batch = give(many(4), "approve", moderator)
    with mock.patch.object(bulk, "SLICE_SECONDS", 0.0):
        bulk.run_batch.call(batch.pk)
    assert status(batch) == "running"
    assert "todo" in outcomes(batch)
    again = of_batches().order_by("enqueued_at").last()
    assert again.priority < 0
    let_it_begin()
    work()
    assert (status(batch), human()) == ("done", 4)


class Killed(BaseException):
    """As by a signal: nothing in the task gets to hear of it."""


@pytest.mark.parametrize("moment", ["before the decision", "after it, before the commit"])
def test_a_killed_worker_decides_nothing_twice(moment, many, moderator, settings):
    comments = many(5)
    batch = give(comments, "approve", moderator)
    let_it_begin()
    real = bulk.decide_comment

    def decide(comment, *args, **kwargs):
        if comment.pk != comments[2].pk:
            return real(comment, *args, **kwargs)
        if moment != "before the decision":
            real(comment, *args, **kwargs)
        raise Killed

    with mock.patch.object(bulk, "decide_comment", decide), pytest.raises(Killed):
        bulk.run_batch.call(batch.pk)
    assert (status(batch), human()) == ("running", 2)
    # The row of the killed task says that it runs; after a while it is given to another worker.
    killed = of_batches().filter(task_path__endswith=".run_batch")
    killed.update(status="RUNNING", started_at=timezone.now())
    settings.TASK_LOST_SECONDS = 0
    assert requeue_lost_tasks() == 1
    work()
    assert (status(batch), outcomes(batch)) == ("done", ["done"] * 5)
    assert human() == 5
    assert [fresh(comment).number for comment in comments] == [1, 2, 3, 4, 5]
    bulk.run_batch.call(batch.pk)  # and once more for nothing
    assert human() == 5


def test_who_is_no_moderator_any_more_decides_nothing(many, moderator):
    batch = give(many(1), "approve", moderator)
    roles.revoke_role(moderator, roles.MODERATORS)
    bulk.run_batch.call(batch.pk)
    assert (status(batch), human()) == ("cancelled", 0)


def test_a_worker_that_asks_for_a_second_step_does_what_was_given(many, moderator, settings):
    """Else one that was started with other settings than the site would cancel it, untold."""
    settings.TWO_STEP = True
    batch = give(many(2), "reject", moderator)
    bulk.run_batch.call(batch.pk)
    assert (status(batch), outcomes(batch)) == ("done", ["done"] * 2)
    bulk.undo_batch(batch, by=moderator)
    bulk.run_batch_undo.call(batch.pk)
    assert undone(batch) == ["done"] * 2


def test_it_is_given_once_and_by_who_chose_it(many, moderator, second_moderator):
    batch = choose(many(1), "approve", moderator)
    with pytest.raises(WrongState):
        bulk.confirm_batch(batch, by=second_moderator)
    bulk.confirm_batch(batch, by=moderator)
    with pytest.raises(WrongState):
        bulk.confirm_batch(batch, by=moderator)
    assert of_batches().count() == 1


# --- Undoing --------------------------------------------------------------------------------------


def test_before_it_begins_it_is_cancelled(many, moderator, second_moderator, mailoutbox):
    batch = give(many(2), "reject", moderator)
    bulk.undo_batch(batch, by=second_moderator)
    let_it_begin()
    work()
    assert (status(batch), human(), mailoutbox) == ("cancelled", 0, [])
    with pytest.raises(WrongState):
        bulk.undo_batch(batch, by=moderator)


# What undoing makes of each; what is not here comes back as it was to the last field.
DIFFERS = {
    # What was public for a while keeps its number and place, for whenever it is public again.
    ("pending", "approve"): LATER - {"status"},
    ("rejected", "approve"): LATER | {"removal_id"},
    # The earlier text is shown again, as a change of its own.
    ("held edit", "approve"): {"version"},
    ("published", "reject"): {"version"},
    ("refused edit", "reject"): {"version"},
    # Away again by the undoing, of which the writer is told.
    ("removed", "approve"): {"version", "removal_id"},
}


@pytest.mark.parametrize(("name", "verdict"), list(BECOMES))
def test_undone_exactly(name, verdict, in_state, moderator, second_moderator):
    comment = in_state(name)
    before = state(comment, *DIFFERS.get((name, verdict), ()))
    queue = list(Comment.objects.queue())
    public = list(Comment.objects.published())
    batch = give([comment], verdict, moderator)
    bulk.run_batch.call(batch.pk)
    bulk.undo_batch(batch, by=second_moderator)
    work()
    assert (status(batch), undone(batch)) == ("undone", ["done"])
    assert state(comment, *DIFFERS.get((name, verdict), ())) == before
    assert list(Comment.objects.queue()) == queue
    assert list(Comment.objects.published()) == public
    given, taken = batch.decisions.all()
    assert (taken.by, taken.from_status, taken.to_status) == (
        second_moderator,
        given.to_status,
        fresh(comment).status,
    )
    if name == "rejected":
        assert fresh(comment).status == "removed"
        assert taken.reason == "insult"  # why it was refused at first


def test_what_was_put_back_in_the_queue_can_be_decided_on_again(many, judge, moderator, article):
    first, second = comments = many(2)
    batch = give(comments, "approve", moderator)
    bulk.run_batch.call(batch.pk)
    bulk.undo_batch(batch, by=moderator)
    work()
    assert list(Comment.objects.thread(article)) == []
    assert [c.pk for c in Comment.objects.queue()] == [first.pk, second.pk]
    again = judge(first, Verdict.APPROVE)
    assert (again.status, again.number, again.shown_revision) == ("published", 1, 1)
    actions.revise_comment(second, SafeText(f"Nog eens {WATCHED}."))
    again = judge(second, Verdict.APPROVE)
    assert (again.number, again.shown_revision, again.is_edited) == (2, 2, True)
    assert again.text == f"Nog eens {WATCHED}."


def test_what_was_put_back_in_the_queue_and_refused_is_removed(many, judge, moderator):
    [comment] = many(1)
    batch = give([comment], "approve", moderator)
    bulk.run_batch.call(batch.pk)
    bulk.undo_batch(batch, by=moderator)
    work()
    assert judge(comment, Verdict.REJECT).status == "removed"
    assert judge(comment, Verdict.APPROVE).number == 1


def test_an_answer_keeps_a_tombstone_over_it(many, write, article, moderator, client):
    [comment] = many(1)
    batch = give([comment], "approve", moderator)
    bulk.run_batch.call(batch.pk)
    answer = write(article, "Daar ben ik het mee eens.", parent=fresh(comment))
    bulk.undo_batch(batch, by=moderator)
    work()
    assert list(Comment.objects.thread(article)) == [comment, answer]
    page = client.get(article.get_absolute_url()).content.decode()
    assert WATCHED not in page
    assert "wacht weer op een moderator" in page


def test_what_cannot_be_undone_is_told_for_each(
    many, write, article, moderator, second_moderator, judge
):
    edited, withdrawn, decided, plain = comments = many(4)
    batch = give(comments, "approve", moderator)
    bulk.run_batch.call(batch.pk)
    actions.revise_comment(fresh(edited), SafeText("Toch maar anders."))
    actions.withdraw_comment(fresh(withdrawn))
    judge(decided, Verdict.REJECT)
    before = [state(comment) for comment in comments[:3]]
    bulk.undo_batch(batch, by=second_moderator)
    work()
    assert undone(batch) == ["changed", "changed", "conflict", "done"]
    assert [state(comment) for comment in comments[:3]] == before
    assert fresh(plain).status == "pending"


def test_undone_halfway_it_stops_and_reverses(many, moderator):
    comments = many(4)
    batch = give(comments, "approve", moderator)
    real = bulk.decide_comment

    def decide(comment, *args, **kwargs):
        if comment.pk == comments[2].pk:
            raise Killed
        return real(comment, *args, **kwargs)

    with mock.patch.object(bulk, "decide_comment", decide), pytest.raises(Killed):
        bulk.run_batch.call(batch.pk)
    bulk.undo_batch(batch, by=moderator)
    bulk.run_batch.call(batch.pk)  # the killed worker's task, given to another
    assert outcomes(batch) == ["done", "done", "stopped", "stopped"]
    work()
    assert undone(batch) == ["done", "done", "not", "not"]
    assert {fresh(comment).status for comment in comments} == {"pending"}


def test_a_killed_worker_undoes_nothing_twice(many, moderator):
    comments = many(3)
    batch = give(comments, "reject", moderator)
    bulk.run_batch.call(batch.pk)
    bulk.undo_batch(batch, by=moderator)
    real = bulk.undo_decision

    def put_back(comment, **kwargs):
        real(comment, **kwargs)
        if comment.pk == comments[1].pk:
            raise Killed

    with mock.patch.object(bulk, "undo_decision", put_back), pytest.raises(Killed):
        bulk.run_batch_undo.call(batch.pk)
    assert undone(batch) == ["done", "not", "not"]
    work()
    assert undone(batch) == ["done"] * 3
    assert batch.decisions.count() == 6
    assert [c.pk for c in Comment.objects.queue()] == [c.pk for c in comments]


def test_only_the_latest_decision_is_put_back(in_state, judge, moderator):
    comment = in_state("pending")
    former = FormerState.of(comment)
    judge(comment, Verdict.APPROVE)
    first = comment.decisions.last()
    judge(comment, Verdict.REJECT)
    judge(comment, Verdict.APPROVE)
    with pytest.raises(DecisionConflict):
        actions.undo_decision(comment, by=moderator, decision=first, former=former)
    assert fresh(comment).status == "published"


def test_what_was_undone_is_not_held_against_the_writer(article, write, moderator):
    comments = [write(article, f"Nummer {n}.") for n in range(4)]
    batch = give(comments, "reject", moderator)
    bulk.run_batch.call(batch.pk)
    held = write(article, "Nog een.")
    assert (held.status, held.held_rule) == ("pending", "often_rejected")
    bulk.undo_batch(batch, by=moderator)
    work()
    assert [fresh(comment).number for comment in comments] == [1, 2, 3, 4]
    assert write(article, "En nog een.").status == "published"


# --- The record -----------------------------------------------------------------------------------


def test_the_record_has_one_entry_for_each_step(many, moderator, second_moderator):
    batch = give(many(3), "reject", moderator)
    bulk.run_batch.call(batch.pk)
    bulk.undo_batch(batch, by=second_moderator)
    entries = AuditEntry.objects.filter(subject=f"batch:{batch.pk}").order_by("pk")
    assert list(entries.values_list("verb", "actor")) == [
        ("batch_given", moderator.pk),
        ("batch_undone", second_moderator.pk),
    ]
    assert entries[0].details == {"verdict": "reject", "size": 3}
    other = give([Comment.objects.first()], "approve", moderator)
    bulk.undo_batch(other, by=moderator)
    assert AuditEntry.objects.filter(verb="batch_cancelled").count() == 1


def test_nothing_of_the_article_but_its_thread_changes(many, moderator, article):
    before = Article.objects.filter(pk=article.pk).values().get()
    bulk.run_batch.call(give(many(2), "reject", moderator).pk)
    assert Article.objects.filter(pk=article.pk).values().get() == before


def test_reports_that_it_answered_are_open_again(article, write, moderator):
    comment = write(article)
    report = Report.objects.create(
        comment=comment,
        revision=1,
        category="insult",
        reporter="x",
        status=Report.Status.OPEN,
        confirmed_at=timezone.now(),
    )
    Comment.objects.filter(pk=comment.pk).update(reported_at=report.confirmed_at, report_weight=1)
    batch = give([comment], "reject", moderator)
    bulk.run_batch.call(batch.pk)
    report.refresh_from_db()
    assert (report.status, fresh(comment).reported_at) == ("upheld", None)
    bulk.undo_batch(batch, by=moderator)
    work()
    report.refresh_from_db()
    assert (report.status, report.decided_at) == ("open", None)
    assert fresh(comment).reported_at == report.confirmed_at


def test_what_was_put_back_tells_which_rule_had_held_it(many, moderator, second_moderator, client):
    """With the words marked that held it, as before."""
    [comment] = many(1)
    bulk.run_batch.call(give([comment], "approve", moderator).pk)
    bulk.undo_batch(Batch.objects.get(), by=second_moderator)
    work()
    client.force_login(moderator)
    page = " ".join(client.get("/moderatie/").content.decode().split())
    assert f"signaalwoord ‘{WATCHED}’ · teruggezet door Noor Nacht" in page
    assert f"<mark>{WATCHED}</mark>" in page


@pytest.mark.parametrize("revision", ["2147483648", "9" * 19, "-1", "x", ""])
def test_a_revision_that_no_reaction_has_is_refused(revision, in_state, moderator, client):
    comment = in_state("pending")
    client.force_login(moderator)
    answer = client.post(
        "/moderatie/samen/",
        {"verdict": "approve", "chosen": f"{comment.pk}.pending.{revision}"},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert answer.status_code == 400
