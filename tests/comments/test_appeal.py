"""An objection: made once, judged by another, and undoing what it overturns."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments import actions
from comments.actions import AppealAlreadyAnswered, Verdict, WrongState, mails
from comments.models import Comment, Decision, Objection, RuleSetting, Statement
from comments.permissions import may_appeal, may_decide_appeal
from common.html.safe import SafeText
from common.paging import row_cursor
from desk.actions import bulk
from desk.views import appeals as views
from moderation.models import AuditEntry
from tests.desk.test_bulk import give
from tests.html import texts
from tests.tasks import work

WHY = "Ik had het over zijn plan, en niet over hem."
ANSWER = "Bij nader inzien gaat het over het plan."


def statement_of(comment: Comment) -> Statement:
    return Statement.objects.whole().filter(decision__comment=comment).order_by("pk").last()


def objecting(comment: Comment) -> Objection:
    actions.submit_appeal(statement_of(comment), WHY)
    return Objection.objects.whole().get(statement__decision__comment=comment)


def grant(objection: Objection, by) -> Comment:
    actions.decide_appeal(objection, "granted", by=by, text=ANSWER)
    return Comment.objects.get(pk=objection.statement.comment.pk)


REFUSED = ["rejected", "refused edit", "removed"]


@pytest.fixture(params=REFUSED)
def refused(request, in_state) -> Comment:
    comment = in_state(request.param)
    Comment.objects.filter(pk=comment.pk).update(confirmed_at=timezone.now())
    comment.state = request.param
    return comment


# --- Objecting -----------------------------------------------------------------------------------


def test_the_page_takes_an_objection(refused, client):
    address = statement_of(refused).get_absolute_url()
    assert "Bezwaar maken" in client.get(address).content.decode()
    assert client.post(address, {"text": WHY}).url == f"{address}#bezwaar"
    assert Objection.objects.get().text == WHY
    page = client.get(address).content.decode()
    assert WHY in page
    assert "Een andere moderator kijkt ernaar" in page
    assert "<form" not in page.partition("<main")[2]


def test_only_once(refused, client):
    objecting(refused)
    statement = statement_of(refused)
    assert not may_appeal(statement)
    answer = client.post(statement.get_absolute_url(), {"text": "Nog een keer, en anders."})
    assert answer.status_code == 403
    with pytest.raises(WrongState):
        actions.submit_appeal(statement, "Nog een keer, en anders.")
    assert Objection.objects.get().text == WHY


@pytest.mark.parametrize("text", ["", "  ", "Nee.", "x" * 3001])
def test_it_needs_words(text, refused, client):
    answer = client.post(statement_of(refused).get_absolute_url(), {"text": text})
    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()
    assert not Objection.objects.exists()


def test_not_after_six_months(refused, client):
    statement = statement_of(refused)
    Statement.objects.update(created_at=timezone.now() - timedelta(days=200))
    address = statement.get_absolute_url()
    assert "Bezwaar maken kon tot en met" in client.get(address).content.decode()
    assert client.post(address, {"text": WHY}).status_code == 403
    assert not Objection.objects.exists()


def test_not_to_what_was_restored_already(in_state, judge, client):
    removed = in_state("removed")
    judge(removed, Verdict.APPROVE)
    address = statement_of(removed).get_absolute_url()
    assert "geldt niet meer" in client.get(address).content.decode()
    assert client.post(address, {"text": WHY}).status_code == 403


def test_not_to_what_was_taken_back(in_state, client):
    comment = in_state("refused edit")
    actions.withdraw_comment(comment)
    address = statement_of(comment).get_absolute_url()
    assert "ingetrokken" in client.get(address).content.decode()
    assert client.post(address, {"text": WHY}).status_code == 403


def test_strangers_do_it_a_bounded_number_of_times(in_state, client, settings):
    settings.RATE_LIMITS = True
    address = statement_of(in_state("removed")).get_absolute_url()
    codes = []
    for _ in range(12):
        codes.append(client.post(address, {"text": WHY}).status_code)
        Objection.objects.all().delete()
    assert codes == [302] * 10 + [429] * 2


def test_a_member_objects_and_sees_it_in_their_own_list(article, write, judge, reader, client):
    judge(write(article, user=reader), Verdict.REJECT)
    client.force_login(reader)
    address = Statement.objects.whole().get().get_absolute_url()
    client.post(address, {"text": WHY})
    page = client.get("/opinie/samen/").content.decode()
    assert "Een andere moderator beoordeelt je bezwaar." in page


# --- Who judges ----------------------------------------------------------------------------------


def test_another_than_who_decided(refused, moderator, second_moderator, editor, reader):
    objection = objecting(refused)
    assert not may_decide_appeal(moderator, objection)
    assert not may_decide_appeal(reader, objection)
    assert may_decide_appeal(second_moderator, objection)
    assert may_decide_appeal(editor, objection)


def test_a_moderator_does_not_judge_their_own(article, write, judge, second_moderator):
    comment = write(article, user=second_moderator)
    judge(comment, Verdict.REJECT)
    assert not may_decide_appeal(second_moderator, objecting(comment))


@pytest.fixture
def repeated(in_state, moderator, second_moderator) -> Comment:
    """Refused by one, approved by another in a batch, which that one undid."""
    comment = in_state("rejected")
    batch = give([comment], "approve", second_moderator)
    bulk.run_batch.call(batch.pk)
    bulk.undo_batch(batch, by=second_moderator)
    work()
    assert statement_of(comment).decision.by == second_moderator
    return comment


def test_neither_who_undid_an_approval_nor_who_gave_the_ground(
    repeated, moderator, second_moderator, editor, client
):
    objection = objecting(repeated)
    for person in (moderator, second_moderator):
        assert not may_decide_appeal(person, objection)
        client.force_login(person)
        page = client.get("/moderatie/bezwaren/").content.decode()
        assert "Je hebt dit besluit zelf genomen" in page
        assert "zoals Mo Moderator eerder besloot" in page
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.decide_appeal(objection, "dismissed", by=person, text=ANSWER)
    assert may_decide_appeal(editor, objection)
    assert grant(objection, editor).status == "published"


def test_however_often_it_is_undone_the_first_who_refused_judges_not(
    repeated, moderator, second_moderator, editor
):
    again = give([repeated], "approve", editor)
    bulk.run_batch.call(again.pk)
    bulk.undo_batch(again, by=editor)
    work()
    objection = objecting(repeated)
    assert not may_decide_appeal(moderator, objection)
    assert not may_decide_appeal(editor, objection)
    assert may_decide_appeal(second_moderator, objection)


def test_the_database_sees_to_it_too(refused, moderator):
    objection = objecting(refused)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.decide_appeal(objection, "granted", by=moderator, text=ANSWER)
    objection.refresh_from_db()
    assert objection.is_open


def test_what_a_machine_decided_any_moderator_judges(article, write, watched, moderator, client):
    RuleSetting.objects.create(rule="watched_word", mode="reject")
    comment = write(article, f"Een {watched} woord.")
    objection = objecting(comment)
    assert may_decide_appeal(moderator, objection)
    assert grant(objection, moderator).status == "published"


def test_the_desk_shows_ones_own_without_the_buttons(refused, client, moderator, second_moderator):
    objection = objecting(refused)
    path = f"/moderatie/bezwaren/{objection.pk}/"
    client.force_login(moderator)
    for page in (client.get("/moderatie/bezwaren/"), client.get(path)):
        text = page.content.decode()
        assert WHY in text
        assert "Je hebt dit besluit zelf genomen" in text
        assert 'value="granted"' not in text
    form = {"outcome": "granted", "answer": ANSWER}
    assert client.post(path, form).status_code == 403
    client.force_login(second_moderator)
    assert 'value="granted"' in client.get("/moderatie/bezwaren/").content.decode()


def test_the_desk_is_for_moderators(refused, client, reader):
    objection = objecting(refused)
    for path in ("/moderatie/bezwaren/", f"/moderatie/bezwaren/{objection.pk}/"):
        assert client.get(path).url.startswith("/account/login/")
    client.force_login(reader)
    for path in ("/moderatie/bezwaren/", f"/moderatie/bezwaren/{objection.pk}/"):
        assert client.get(path).status_code == 403
        assert client.post(path).status_code == 403


def test_the_longest_waiting_first_with_all_that_is_needed(
    article, write, judge, client, second_moderator, django_assert_num_queries
):
    client.force_login(second_moderator)
    counts = []
    for size in (2, 6):
        for n in range(size):
            comment = write(article, f"Nummer {n}.", email=f"d{size}{n}@example.org")
            judge(comment, Verdict.REJECT, note=f"Toelichting {n}.")
            objecting(comment)
        with django_assert_num_queries(8, exact=False) as queries:
            page = client.get("/moderatie/bezwaren/").content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert page.index("Nummer 0.") < page.index("Nummer 5.")
    for told in ("Toelichting 3.", "Mo Moderator", "Huisregel 2", WHY, "Samen aan tafel"):
        assert told in page
    assert texts(page, ".desk-nav .pill") == ["8"]


def test_pages_go_on_after_what_was_answered(article, write, judge, client, second_moderator):
    comments = [write(article, f"Nr. {n}.", email=f"d{n}@example.org") for n in range(5)]
    made = [objecting(judge(comment, Verdict.REJECT)) for comment in comments]
    # Two at one moment, where the key decides.
    Objection.objects.filter(pk=made[3].pk).update(created_at=made[2].created_at)
    client.force_login(second_moderator)
    address, seen = "/moderatie/bezwaren/", []
    with mock.patch.object(views, "PAGE_SIZE", 2):
        while address:
            page = client.get(address)
            shown = page.context["objections"]
            seen += [one.pk for one in shown]
            address = page.context["next"] and f"/moderatie/bezwaren/?na={page.context['next']}"
            # The page that was seen is answered before one goes on.
            grant(shown[-1], second_moderator)
        assert seen == [one.pk for one in made]
        assert client.get("/moderatie/bezwaren/?na=x").context["objections"][0].pk == seen[0]
        last = row_cursor(made[-1], ("created_at", "pk"))
        assert not client.get(f"/moderatie/bezwaren/?na={last}").context["objections"]


# --- What becomes of it --------------------------------------------------------------------------


def test_granted_gives_the_place_back(refused, client, second_moderator, mailoutbox):
    number, path = refused.number, refused.path
    objection = objecting(refused)
    client.force_login(second_moderator)
    form = {"outcome": "granted", "answer": ANSWER}
    answer = client.post(f"/moderatie/bezwaren/{objection.pk}/", form)
    assert answer.url == "/moderatie/bezwaren/"
    comment = Comment.objects.get(pk=refused.pk)
    assert comment.status == "published"
    assert comment.shown_revision == comment.revision
    if refused.state != "rejected":
        assert (comment.number, comment.path) == (number, path)
    decision = comment.decisions.last()
    assert (decision.verdict, decision.by) == ("approve", second_moderator)
    entry = AuditEntry.objects.get(verb="objection_granted")
    assert (entry.subject, entry.actor) == (f"comment:{comment.pk}", second_moderator.pk)
    # The writer is told, once.
    for _ in range(2):
        mails.send_appeal_outcome.func(objection.pk)
    [mail] = mailoutbox
    assert "toegewezen" in mail.subject
    assert ANSWER in mail.body
    assert f"#{comment.number}" in mail.body
    page = client.get(objection.statement.get_absolute_url()).content.decode()
    assert ANSWER in page
    assert "Toegewezen." in page


def test_dismissed_leaves_it_as_it_was(refused, second_moderator, mailoutbox, client):
    before = Comment.objects.filter(pk=refused.pk).values().get()
    objection = objecting(refused)
    actions.decide_appeal(objection, "dismissed", by=second_moderator, text=ANSWER)
    assert Comment.objects.filter(pk=refused.pk).values().get() == before
    assert refused.decisions.last().verdict == "reject"
    mails.send_appeal_outcome.func(objection.pk)
    assert "afgewezen" in mailoutbox[0].subject
    assert "geschillenbeslechting" in mailoutbox[0].body
    assert "Afgewezen." in client.get(objection.statement.get_absolute_url()).content.decode()
    assert AuditEntry.objects.filter(verb="objection_dismissed").count() == 1


def test_never_without_an_answer_in_words(refused, client, second_moderator):
    objection = objecting(refused)
    client.force_login(second_moderator)
    for form in ({"outcome": "granted", "answer": " "}, {"answer": ANSWER}, {"outcome": "x"}):
        assert client.post(f"/moderatie/bezwaren/{objection.pk}/", form).status_code == 422
    objection.refresh_from_db()
    assert objection.is_open
    assert DBTaskResult.objects.filter(task_path__endswith="send_appeal_outcome").count() == 0


def test_the_second_is_told(refused, client, second_moderator, editor):
    objection = objecting(refused)
    grant(objection, editor)
    with pytest.raises(AppealAlreadyAnswered):
        actions.decide_appeal(objection, "dismissed", by=second_moderator, text="Nee.")
    client.force_login(second_moderator)
    form = {"outcome": "dismissed", "answer": "Nee."}
    page = client.post(f"/moderatie/bezwaren/{objection.pk}/", form)
    assert page.status_code == 409
    assert "Eva Eindredactie was eerder" in page.content.decode()
    objection.refresh_from_db()
    assert (objection.outcome, objection.answer) == ("granted", ANSWER)


def test_a_restored_text_is_the_one_that_was_refused(in_state, second_moderator):
    comment = in_state("refused edit")
    after = grant(objecting(comment), second_moderator)
    assert "Toch" in after.text
    assert "Toch" in after.html


# --- When it is no longer what it was ------------------------------------------------------------


def outcome(objection: Objection, client) -> str:
    return client.get(objection.statement.get_absolute_url()).content.decode()


def test_withdrawn_meanwhile_it_stays_away(in_state, second_moderator, client):
    comment = in_state("refused edit")
    objection = objecting(comment)
    actions.withdraw_comment(comment)
    client.force_login(second_moderator)
    assert "intussen ingetrokken" in client.get("/moderatie/bezwaren/").content.decode()
    assert grant(objection, second_moderator).status == "withdrawn"
    assert "zelf ingetrokken" in outcome(objection, client)


def test_restored_meanwhile_nothing_is_decided_twice(in_state, judge, second_moderator, client):
    comment = in_state("removed")
    objection = objecting(comment)
    judge(comment, Verdict.APPROVE)
    decisions = Decision.objects.count()
    assert grant(objection, second_moderator).status == "published"
    assert Decision.objects.count() == decisions
    assert "staat in het debat als #1" in outcome(objection, client)


@pytest.mark.parametrize("state", ["removed", "rejected"])
def test_restored_meanwhile_it_cannot_be_dismissed(
    state, in_state, judge, second_moderator, client
):
    comment = in_state(state)
    objection = objecting(comment)
    judge(comment, Verdict.APPROVE)
    client.force_login(second_moderator)
    page = client.get("/moderatie/bezwaren/").content.decode()
    assert 'value="granted"' in page
    assert 'value="dismissed"' not in page
    form = {"outcome": "dismissed", "answer": ANSWER}
    told = client.post(f"/moderatie/bezwaren/{objection.pk}/", form)
    assert told.status_code == 422
    assert "alleen nog worden toegewezen" in told.content.decode()
    assert ANSWER in told.content.decode()
    with pytest.raises(WrongState):
        actions.decide_appeal(objection, "dismissed", by=second_moderator, text=ANSWER)
    objection.refresh_from_db()
    assert objection.is_open
    assert grant(objection, second_moderator).status == "published"


def test_restored_between_the_look_and_the_answer(in_state, judge, second_moderator, client):
    comment = in_state("removed")
    objection = objecting(comment)
    client.force_login(second_moderator)
    with mock.patch.object(actions, "decide_appeal", side_effect=WrongState) as answer:
        form = {"outcome": "dismissed", "answer": ANSWER}
        page = client.post(f"/moderatie/bezwaren/{objection.pk}/", form)
        judge(comment, Verdict.APPROVE)
    assert answer.called
    assert page.status_code == 409
    assert ANSWER in page.content.decode()


def test_an_edit_that_came_through_cannot_be_refused_either(in_state, judge, second_moderator):
    comment = in_state("refused edit")
    objection = objecting(comment)
    assert not objection.is_moot
    grant(objection, second_moderator)
    objection = Objection.objects.whole().get()
    assert objection.is_moot


def test_granted_it_is_decided_as_any_decision_is(refused, second_moderator):
    """On record, announced, and learned from."""
    objection = objecting(refused)
    DBTaskResult.objects.all().delete()
    cache.clear()  # the refusal set off learning too, which lasts for some seconds
    grant(objection, second_moderator)
    decision = refused.decisions.last()
    tasks = [(one.task_path, one.args_kwargs["args"]) for one in DBTaskResult.objects.all()]
    assert ("comments.actions.learning.learn_decisions", []) in tasks
    assert ("notifications.tasks.spread", ["decided", decision.pk]) in tasks
    assert AuditEntry.objects.filter(verb="approve", actor=second_moderator.pk).count() == 1


def test_removed_anew_for_another_reason_it_stays_away(in_state, judge, second_moderator, client):
    comment = in_state("removed")
    first = objecting(comment)
    judge(comment, Verdict.APPROVE)
    judge(comment, Verdict.REJECT, reason="spam")
    assert grant(first, second_moderator).status == "removed"
    assert "later besluit" in outcome(first, client)
    # Against which one can object too.
    statement = statement_of(comment)
    assert statement != first.statement
    assert may_appeal(statement)


def test_edited_anew_the_later_text_goes_its_own_way(in_state, second_moderator, watched):
    comment = in_state("refused edit")
    objection = objecting(comment)
    actions.revise_comment(comment, SafeText(f"Nog eens, en weer {watched}."))
    after = grant(objection, second_moderator)
    assert after.has_held_edit
    assert after.shown_revision == 1


def test_an_objection_leaks_nowhere(refused, client, write, article):
    objecting(refused)
    for path in ("/", "/opinie/samen/", "/opinie/samen/veranderd/?since=0"):
        assert WHY not in client.get(path).content.decode()
