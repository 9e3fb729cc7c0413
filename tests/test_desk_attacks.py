"""Attacks on the desk and its accountability, by one with bad intentions or two at one moment."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import roles
from comments import actions
from comments.actions import SeenState, mails
from comments.models import Batch, Comment, Decision, Report, Statement, WatchedWord
from comments.permissions import may_decide_appeal
from common.html.safe import SafeText
from desk.actions import bulk
from desk.statistics import public_log
from desk.views import bulk as view
from moderation import actions as house_actions
from moderation.basis import DecisionBasis
from moderation.models import Measure

REASON = "Je herhaalt dit nu voor de vijfde keer."


def fresh(comment: Comment) -> Comment:
    return Comment.objects.select_related("article", "user").get(pk=comment.pk)


def decide(comment: Comment, verdict: str, by) -> Comment:
    ground = DecisionBasis.for_category("insult") if verdict == "reject" else None
    return actions.decide_comment(
        comment, verdict, by=by, seen=SeenState.of(fresh(comment)), ground=ground
    )


def choose(comments, verdict: str, by) -> Batch:
    return bulk.prepare_batch(by, verdict, {c.pk: SeenState.of(fresh(c)) for c in comments})


def give(comments, verdict: str, by) -> Batch:
    ground = DecisionBasis.for_category("spam") if verdict == "reject" else None
    return bulk.confirm_batch(choose(comments, verdict, by), by=by, ground=ground)


def carry_out(batch: Batch) -> None:
    bulk.run_batch.call(batch.pk)


def undo(batch: Batch, by) -> None:
    bulk.undo_batch(batch, by=by)
    bulk.run_batch_undo.call(batch.pk)


def latest_statement(comment: Comment) -> Statement:
    return Statement.objects.whole().filter(decision__comment=comment).order_by("pk").last()


# --- What is not confirmed is nobody's to read ----------------------------------------------------


@pytest.mark.parametrize("htmx", [False, True])
def test_leaving_it_as_it_is_shows_nothing_that_was_not_confirmed(htmx, client, article, moderator):
    writer = actions.CommentWriter(name="Daan", email="daan@example.org")
    secret = actions.submit_comment(
        article,
        writer,
        text=SafeText("Dit verstuurde ik nog niet."),
        key=uuid.uuid4(),
        language="nl",
        confirm_first=True,
    )
    client.force_login(moderator)
    seen = {"status": "unconfirmed", "revision": 1, "reports": ""}
    headers = {"HX-Request": "true"} if htmx else {}
    answer = client.post(f"/moderatie/{secret.pk}/laten-staan/", seen, headers=headers)
    assert answer.status_code == 404
    assert "nog niet" not in answer.content.decode()


# --- One's own words ------------------------------------------------------------------------------


@pytest.fixture(params=["as a member", "as a guest"])
def own(request, article, write, moderator) -> Comment:
    if request.param == "as a member":
        return write(article, user=moderator)
    return write(article, email="mo+gast@example.org")


def reported(comment: Comment, by) -> Report:
    who = actions.Reporter("k" * 64, user=by)
    return actions.report_comment(comment, who, revision=1, category="insult", language="nl")


def test_nobody_decides_on_their_own_words(own, client, moderator, second_moderator):
    """Put back by oneself, what a colleague removed would only be away for as long as one likes."""
    decide(own, "reject", second_moderator)
    client.force_login(moderator)
    form = {"verdict": "approve", "status": "removed", "revision": 1, "reports": ""}
    assert client.post(f"/moderatie/{own.pk}/", form).status_code == 403
    assert fresh(own).status == "removed"
    assert b'class="verdict"' not in client.get(f"/moderatie/{own.pk}/").content


def test_nobody_dismisses_reports_of_their_own_words(own, client, moderator, reader):
    report = reported(own, reader)
    client.force_login(moderator)
    form = {"status": "published", "revision": 1, "reports": str(report.pk)}
    assert client.post(f"/moderatie/{own.pk}/laten-staan/", form).status_code == 403
    assert Report.objects.get().status == "open"


def test_ones_own_words_are_in_no_batch_of_ones_own(own, article, write, moderator):
    other = write(article, "Van een ander.")
    batch = give([own, other], "reject", moderator)
    carry_out(batch)
    assert [item.comment for item in batch.items.all()] == [other]
    assert fresh(own).is_published


def test_nobody_puts_their_own_words_back_with_those_of_others(
    own, article, write, moderator, second_moderator
):
    batch = give([own, write(article, "Van een ander.")], "reject", second_moderator)
    carry_out(batch)
    undo(batch, moderator)
    assert fresh(own).status == "removed"
    assert Comment.objects.published().count() == 1


# --- Deciding on many -----------------------------------------------------------------------------


def test_who_stops_being_a_moderator_halfway_decides_no_more(
    article, write, moderator, monkeypatch
):
    comments = [write(article, user=None, email=f"d{n}@example.org") for n in range(3)]
    batch = give(comments, "reject", moderator)
    monkeypatch.setattr(bulk, "SLICE_SECONDS", -1)  # no time for even one
    carry_out(batch)
    assert Batch.objects.get().status == "running"
    roles.revoke_role(moderator, roles.MODERATORS)
    monkeypatch.setattr(bulk, "SLICE_SECONDS", 60)
    carry_out(batch)
    assert not Decision.objects.filter(verdict="reject").exists()
    assert Batch.objects.get().status == "done"
    assert {item.outcome for item in batch.items.all()} == {"stopped"}


def test_what_an_erased_moderator_chose_is_not_decided_by_nobody(
    article, write, moderator, monkeypatch
):
    batch = give([write(article)], "reject", moderator)
    monkeypatch.setattr(bulk, "SLICE_SECONDS", -1)
    carry_out(batch)
    moderator.delete()
    monkeypatch.setattr(bulk, "SLICE_SECONDS", 60)
    carry_out(batch)
    assert not Decision.objects.filter(verdict="reject").exists()


def test_given_twice_at_once_it_is_given_once(client, article, write, moderator, monkeypatch):
    batch = choose([write(article)], "reject", moderator)
    client.force_login(moderator)
    form = {"verdict": "reject", "ground": "2", "note": "Nee."}
    asked = view._confirm_batch_page

    def meanwhile(request, batch):
        bulk.confirm_batch(batch, by=moderator, ground=DecisionBasis.for_category("spam"))
        return asked(request, batch)

    monkeypatch.setattr(view, "_confirm_batch_page", meanwhile)
    answer = client.post(batch.get_absolute_url(), form)
    assert answer.status_code == 302
    assert DBTaskResult.objects.filter(task_path__endswith="run_batch").count() == 1


# --- Undoing --------------------------------------------------------------------------------------


def test_what_was_changed_while_it_waited_again_is_shown_as_it_was_judged(
    article, write, moderator, second_moderator
):
    """Approved, undone, changed by its writer, removed and put back: one text, and no refused
    change that never was one."""
    article.policy = "hold"
    article.save()
    comment = write(article, "De eerste tekst van mij.")
    batch = give([comment], "approve", moderator)
    carry_out(batch)
    undo(batch, moderator)
    actions.revise_comment(fresh(comment), SafeText("De tweede tekst van mij."))
    decide(comment, "reject", moderator)
    back = decide(comment, "approve", second_moderator)
    assert back.is_published
    assert back.text == "De tweede tekst van mij."
    assert back.shown_revision == back.revision == 2
    assert not back.has_refused_edit


@pytest.mark.parametrize("gone", ["no moderator any more", "erased"])
def test_what_nobody_undoes_any_more_is_for_a_colleague_to_undo(
    gone, article, write, moderator, second_moderator
):
    comment = decide(write(article), "reject", second_moderator)
    batch = give([comment], "approve", second_moderator)
    carry_out(batch)
    bulk.undo_batch(batch, by=moderator)
    if gone == "erased":
        moderator.delete()
    else:
        roles.revoke_role(moderator, roles.MODERATORS)
    bulk.run_batch_undo.call(batch.pk)
    # Done by nobody it would be told as done by a machine.
    assert fresh(comment).is_published
    undo(Batch.objects.get(), second_moderator)
    assert fresh(comment).status == "removed"
    assert not latest_statement(comment).decided_by_machine


# --- Measures -------------------------------------------------------------------------------------


def test_nobody_lifts_what_was_taken_against_their_own_mailbox(editor, reader):
    measure = house_actions.impose_sanction(
        Measure.Kind.HOLD, email="gast@example.org", by=editor, reason=REASON, days=7
    )
    reader.email = "gast+later@example.org"
    reader.save()
    roles.grant_role(reader, roles.MODERATORS)
    with pytest.raises(PermissionDenied):
        house_actions.lift_sanction(measure, by=type(reader).objects.get(pk=reader.pk))


def test_an_address_that_is_only_typed_is_no_way_to_its_reader(
    client, article, write, moderator, settings
):
    settings.COMMENTS_GUESTS = "hold"
    real = write(article, "Echt van Daan.")
    Comment.objects.filter(pk=real.pk).update(confirmed_at=timezone.now())
    typed = write(article, "Niet van Daan, wel zijn adres.")
    client.force_login(moderator)
    form = {"kind": "hold", "days": 7, "reason": REASON}
    assert client.post(f"/moderatie/schrijver/{typed.pk}/maatregel/", form).status_code == 403
    assert not Measure.objects.exists()
    assert client.post(f"/moderatie/schrijver/{real.pk}/maatregel/", form).status_code == 302


# --- Objections -----------------------------------------------------------------------------------


def test_nobody_judges_an_objection_of_their_own_mailbox(
    article, write, moderator, second_moderator
):
    own = write(article, "Als gast geschreven.", email="noor+gast@example.org")
    decide(own, "reject", moderator)
    objection = actions.submit_appeal(latest_statement(own), "Ik vind van niet, en wel hierom.")
    assert not may_decide_appeal(second_moderator, objection)


# --- Statements -----------------------------------------------------------------------------------


def test_refused_twice_before_the_mail_it_is_told_once(
    article, write, moderator, second_moderator, mailoutbox
):
    comment = write(article)
    Comment.objects.filter(pk=comment.pk).update(confirmed_at=timezone.now())
    decide(comment, "reject", moderator)
    decide(comment, "approve", second_moderator)
    decide(comment, "reject", moderator)
    for statement in Statement.objects.order_by("pk"):
        mails.send_statement.call(statement.pk)
    assert len(mailoutbox) == 1
    assert Statement.objects.filter(mailed_at=None).count() == 1


def test_a_refused_change_is_told_also_when_the_next_one_waits(
    article, write, watched_word, moderator, mailoutbox
):
    comment = write(article)
    Comment.objects.filter(pk=comment.pk).update(confirmed_at=timezone.now())
    actions.revise_comment(fresh(comment), SafeText(f"Toch {watched_word}."))
    decide(comment, "reject", moderator)
    actions.revise_comment(fresh(comment), SafeText(f"Nog eens {watched_word}."))
    mails.send_statement.call(latest_statement(comment).pk)
    assert len(mailoutbox) == 1


@pytest.fixture
def watched_word(db) -> str:
    return WatchedWord.objects.create(word="verboden").word


# --- The public log -------------------------------------------------------------------------------


def test_three_addresses_of_one_mailbox_are_one_writer(article, write, moderator, client):
    """Else who was refused with two addresses could see whether a third person was."""
    article.policy = "hold"
    article.save()
    for n in range(3):
        decide(write(article, f"Reclame {n}", email=f"kwaad+{n}@example.org"), "reject", moderator)
    Decision.objects.update(created_at=timezone.now() - timedelta(days=14))
    assert public_log.log_bundles_of_past_weeks() == []


def test_a_page_that_is_kept_for_everyone_differs_by_language_and_session(client, article, reader):
    for address in ("/logboek/", "/transparantie/"):
        answer = client.get(address)
        assert "public" in answer["Cache-Control"]
        assert {"Accept-Language", "Cookie"} <= set(answer["Vary"].split(", "))
        assert not answer.cookies
    client.force_login(reader)
    assert "private" in client.get("/logboek/")["Cache-Control"]
