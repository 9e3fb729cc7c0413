"""Readers' reports: who reports what, when, and what comes of it."""

import re
import uuid
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from comments import actions, report_mail, reporters, tokens
from comments.actions import DecisionConflict, SeenState
from comments.models import Comment, Decision, Report, ReporterAccuracy
from common import email
from common.html.safe import SafeText
from desk.queue import queue_entries, queue_entry
from desk.selection import Selection
from moderation.models import AuditEntry

NOTICE = {
    "category": "illegal",
    "text": "Dit is smaad.",
    "law": "Wetboek van Strafrecht, artikel 261",
    "name": "Greet Gever",
    "email": "greet@example.org",
    "good_faith": "on",
}


@pytest.fixture
def comment(article, write) -> Comment:
    return write(article)


def key(who: str) -> str:
    return f"{who}:".ljust(64, "0")


def give(comment, who="1", category="insult", **fields) -> Report:
    """Report as someone: a browser, an address (once confirmed), or a member."""
    if isinstance(who, User):
        reporter = actions.Reporter(reporters.reporter_of_user(who), user=who)
    else:
        reporter = actions.Reporter(key(who))
    comment = Comment.objects.get(pk=comment.pk)
    revision = fields.pop("revision", comment.shown_revision)
    law = "artikel 261" if category == "illegal" else ""
    fields = {"law": law, "language": "nl"} | fields
    return actions.report_comment(comment, reporter, revision=revision, category=category, **fields)


def state(comment) -> tuple:
    comment = Comment.objects.get(pk=comment.pk)
    return comment.reported_at is not None, comment.report_weight


def statuses(comment) -> list[str]:
    return list(comment.reports.values_list("status", flat=True))


@pytest.fixture
def keep(moderator):
    def keep(comment, by=moderator, **changes) -> Comment:
        comment = Comment.objects.get(pk=comment.pk)
        [shown] = queue_entries(Comment.objects.filter(pk=comment.pk))
        reports = [int(pk) for pk in shown.reports.pks.split()]
        values = {"seen": SeenState.of(comment), "reports": reports} | changes
        return actions.dismiss_reports(comment, by=by, **values)

    return keep


def post(client, comment, **fields):
    data = {"category": "insult", "revision": comment.shown_revision or 1} | fields
    return client.post(f"/reacties/{comment.pk}/melden/", data)


def seen(client, path) -> str:
    """Return the text of a page, but for how often it was read and for the marks of its form."""
    page = client.get(path).content.decode()
    page = re.sub(r'name="(key|opened)" value="[^"]*"', "", page)
    return re.sub(r"(· )?(\d+ keer bekeken|viewed \d+ times?)", "", page)


def work() -> list:
    """Do the worker's part now, and return the mails that it sends."""
    before = len(mail.outbox)
    for task in DBTaskResult.objects.filter(
        status="READY", task_path=report_mail.send_report_mail.module_path
    ):
        report_mail.send_report_mail.func(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])
    DBTaskResult.objects.all().delete()
    return mail.outbox[before:]


# --- What can be reported, and how often ----------------------------------------------------------


def test_only_what_is_published_can_be_reported(in_state, state, client):
    comment = in_state(state)
    public = state in ("published", "held edit", "refused edit")
    assert client.get(f"/reacties/{comment.pk}/melden/").status_code == (200 if public else 404)
    assert post(client, comment).status_code == (200 if public else 404)
    assert Report.objects.count() == public


@pytest.mark.parametrize(
    "change", [{"status": "draft"}, {"published_at": timezone.now() + timedelta(days=1)}]
)
def test_nothing_under_a_piece_that_is_not_public(change, comment, client):
    type(comment.article).objects.filter(pk=comment.article_id).update(**change)
    assert client.get(f"/reacties/{comment.pk}/melden/").status_code == 404
    assert post(client, comment).status_code == 404


@pytest.mark.parametrize("who", ["guest", "member"])
def test_once_per_reader_and_text(who, comment, reader):
    client = Client()
    if who == "member":
        client.force_login(reader)
    first, second = post(client, comment), post(client, comment, category="spam")
    assert "Bedankt voor je melding" in first.content.decode()
    assert "al gemeld" in second.content.decode()
    assert statuses(comment) == ["open"]
    actions.revise_comment(comment, SafeText("Iets anders."))
    comment.refresh_from_db()
    assert "Bedankt voor je melding" in post(client, comment).content.decode()
    assert statuses(comment) == ["outdated", "open"]


def test_another_browser_is_another_reader(comment):
    for _ in range(3):
        post(Client(), comment)
    assert statuses(comment) == ["open"] * 3


def test_a_members_browsers_are_one_reader(comment, reader):
    for _ in range(3):
        client = Client()
        client.force_login(reader)
        post(client, comment)
    assert statuses(comment) == ["open"]


def test_who_looks_gets_no_cookie_and_who_sends_does(comment, client, settings):
    client.get(f"/reacties/{comment.pk}/melden/")
    post(client, comment, category="")
    assert not client.cookies
    post(client, comment)
    assert list(client.cookies) == [settings.SESSION_COOKIE_NAME]


def test_nothing_is_kept_in_the_clear(comment, client, reader):
    client.force_login(reader)
    post(client, comment)
    report = Report.objects.get()
    assert re.fullmatch(r"[0-9a-f]{64}", report.reporter)
    assert (report.name, report.email) == ("", "")


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"category": ""}, {"category"}),
        ({"category": "nonsense"}, {"category"}),
        ({"category": "other"}, {"text"}),
        ({"category": "illegal"}, {"text", "law", "name", "email", "good_faith"}),
        (NOTICE | {"law": ""}, {"law"}),
        (NOTICE | {"law": " "}, {"law"}),
        (NOTICE | {"text": "\u200b"}, set()),
        (NOTICE | {"name": ""}, {"name"}),
        (NOTICE | {"email": "geen adres"}, {"email"}),
        (NOTICE | {"good_faith": ""}, {"good_faith"}),
        (NOTICE | {"name": "", "email": "", "exempt": "on"}, set()),
        ({"category": "insult", "email": "half", "name": "x" * 99, "law": "y" * 999}, set()),
        ({"category": "other", "text": "x" * 2001}, {"text"}),
        ({"category": "insult", "revision": ""}, {"revision"}),
    ],
)
def test_what_the_form_asks(fields, missing, comment, client):
    answer = post(client, comment, **fields)
    assert answer.status_code == (422 if missing else 200)
    found = answer.context["form"].errors if missing else {}
    assert set(found) == missing
    assert Report.objects.count() == (not missing)
    # What was typed is still there.
    if missing and len(fields.get("text", "")) > 3:
        assert fields["text"] in answer.content.decode()


def test_a_text_that_was_changed_meanwhile_is_not_reported_unseen(comment, client):
    actions.revise_comment(comment, SafeText("Intussen heel anders."))
    answer = post(client, comment, category="other", text="Omdat het zo is.")
    assert answer.status_code == 409
    assert "Intussen heel anders." in answer.content.decode()
    assert "Omdat het zo is." in answer.content.decode()
    assert Report.objects.count() == 0
    # Sent once more, it is on the text that was seen then.
    assert 'name="revision" value="2"' in answer.content.decode()


def test_too_many(comment, settings, make_article, write):
    settings.RATE_LIMITS = True
    answers = [post(Client(), comment).status_code for _ in range(8)]
    assert answers == [200] * 6 + [429] * 2
    assert Report.objects.count() == 6


def test_no_mailbox_is_filled(comment, settings):
    settings.RATE_LIMITS = True
    answers = []
    for n in range(12):
        client = Client(REMOTE_ADDR=f"192.0.2.{n}")
        address = f"slachtoffer+{n}@example.org"
        answers.append(post(client, comment, **NOTICE | {"email": address}).status_code)
    assert answers == [200] * 10 + [429] * 2
    assert len(work()) == 10


def test_a_mailbox_full_of_notices_can_still_confirm_a_reaction(comment, settings):
    """And the other way about: who fills the one keeps nobody from the other."""
    settings.RATE_LIMITS = True
    for n in range(11):
        post(Client(REMOTE_ADDR=f"192.0.2.{n}"), comment, **NOTICE)
    reaction = {"text": "Daar denk ik anders over.", "key": str(uuid.uuid4())}
    answer = Client(REMOTE_ADDR="192.0.2.99").post(
        "/opinie/samen/reageer/", reaction | {"name": "Greet", "email": NOTICE["email"]}
    )
    assert answer.status_code != 429
    assert Comment.objects.filter(email=NOTICE["email"]).count() == 1


# --- Notices of something illegal -----------------------------------------------------------------


def link_in(mail) -> str:
    return re.search(r"https?://[^/]+(/\S+)", mail.body)[1]


def test_a_guests_notice_counts_once_confirmed(comment, client):
    answer = post(client, comment, **NOTICE)
    assert "greet@example.org" in answer.content.decode()
    assert statuses(comment) == ["unconfirmed"]
    assert state(comment) == (False, 0)
    [letter] = work()
    assert letter.to == ["greet@example.org"]
    # Nothing that a stranger typed is mailed to an address that may not be theirs.
    for typed in ("Dit is smaad.", "artikel 261", "Greet"):
        assert typed not in letter.body + letter.subject
    elsewhere = Client()
    assert "Bevestig" in elsewhere.get(link_in(letter)).content.decode()
    assert statuses(comment) == ["unconfirmed"]
    assert elsewhere.post(link_in(letter)).status_code == 302
    assert statuses(comment) == ["open"]
    assert state(comment) == (True, 1.0)
    [received] = work()
    assert "artikel 261" in received.body
    assert "Bedankt" in elsewhere.get(link_in(letter)).content.decode()
    # A second press does nothing.
    assert elsewhere.post(link_in(letter)).status_code == 302
    assert work() == []


def test_a_members_notice_counts_at_once(comment, client, reader):
    client.force_login(reader)
    post(client, comment, **{k: v for k, v in NOTICE.items() if k not in ("name", "email")})
    report = Report.objects.get()
    assert (report.status, report.name, report.email) == ("open", reader.name, reader.email)
    [received] = work()
    assert received.to == [reader.email]


def test_a_member_with_an_unproven_address_confirms(comment, client, reader):
    reader.emailaddress_set.update(verified=False)
    client.force_login(reader)
    post(client, comment, **NOTICE)
    assert statuses(comment) == ["unconfirmed"]


def test_without_name_and_address_where_the_law_asks_for_none(comment, client):
    post(client, comment, **NOTICE | {"name": "", "email": "", "exempt": "on"})
    assert statuses(comment) == ["open"]
    assert work() == []


def test_an_address_is_one_reader_however_often_it_is_given(comment):
    for address in ("greet@example.org", "greet+2@example.org", "GREET@example.org"):
        post(Client(), comment, **NOTICE | {"email": address})
    letters = work()
    assert len(letters) == 3
    for letter in letters:
        Client().post(link_in(letter))
    assert sorted(statuses(comment)) == ["open", "unconfirmed", "unconfirmed"]


def test_a_members_address_is_the_member(comment, reader):
    give(comment, reader, "illegal")
    post(Client(), comment, **NOTICE | {"email": reader.email})
    [letter] = work()
    assert "al gemeld" in Client().post(link_in(letter)).content.decode()
    assert sorted(statuses(comment)) == ["open", "unconfirmed"]


def test_a_wrong_address_can_be_mended(comment, client):
    post(client, comment, **NOTICE | {"email": "gret@example.org"})
    post(client, comment, **NOTICE)
    assert {letter.to[0] for letter in work()} == {"gret@example.org", "greet@example.org"}


def test_the_same_notice_twice_is_one(comment, client):
    for _ in range(2):
        post(client, comment, **NOTICE)
    assert statuses(comment) == ["unconfirmed"]


def test_nobody_takes_the_place_of_a_stranger(comment, client):
    """Giving someone's address keeps nobody from reporting with it."""
    post(client, comment, **NOTICE)
    [letter] = work()
    post(Client(), comment, **NOTICE | {"text": "Van een ander."})
    client.post(link_in(letter))
    assert Report.objects.get(status="open").text == "Dit is smaad."


def test_what_was_reported_as_rude_can_still_be_called_illegal(comment, reader):
    give(comment, reader, "insult")
    give(comment, reader, "illegal")
    with pytest.raises(actions.AlreadyReported):
        give(comment, reader, "insult")
    assert [report.category for report in comment.reports.all()] == ["illegal"]


def test_a_link_that_came_too_late_or_is_no_link(comment, client, settings):
    post(client, comment, **NOTICE)
    [letter] = work()
    settings.COMMENTS_CONFIRM_HOURS = 0
    assert client.get(link_in(letter)).status_code == 410
    assert client.post(link_in(letter)).status_code == 410
    for token in ("x", "a:b:c", tokens.confirmation_link(comment).split("/")[-2]):
        assert client.get(f"/meldingen/bevestigen/{token}/").status_code == 404
        assert client.post(f"/meldingen/bevestigen/{token}/").status_code == 404
    assert statuses(comment) == ["unconfirmed"]


def test_confirmed_after_the_text_was_changed(comment, client):
    post(client, comment, **NOTICE)
    [letter] = work()
    actions.revise_comment(comment, SafeText("Iets heel anders."))
    client.post(link_in(letter))
    assert statuses(comment) == ["outdated"]
    assert state(comment) == (False, 0)
    [decided] = work()
    assert "niets meer te beslissen" in decided.body


# --- What a moderator's decision makes of them ----------------------------------------------------


def reject(comment, judge, keep):
    judge(comment, "reject")


def leave(comment, judge, keep):
    keep(comment)


def change(comment, judge, keep):
    actions.revise_comment(comment, SafeText("Iets anders."))


def hold_a_change(comment, judge, keep):
    actions.revise_comment(comment, SafeText("Toch verboden."))


def approve_a_change(comment, judge, keep):
    hold_a_change(comment, judge, keep)
    judge(comment, "approve")


def reject_a_change(comment, judge, keep):
    hold_a_change(comment, judge, keep)
    judge(comment, "reject")


def withdraw(comment, judge, keep):
    actions.withdraw_comment(comment)


def remove_and_restore(comment, judge, keep):
    judge(comment, "reject")
    judge(comment, "approve")


@pytest.mark.parametrize(
    ("act", "becomes", "is_told"),
    [
        (reject, "upheld", "verwijderd"),
        (leave, "dismissed", "laat haar staan"),
        (change, "outdated", "niets meer te beslissen"),
        (hold_a_change, "open", None),
        (approve_a_change, "outdated", "niets meer te beslissen"),
        (reject_a_change, "open", None),
        (withdraw, "outdated", "niets meer te beslissen"),
        (remove_and_restore, "dismissed", "laat haar staan"),
    ],
)
def test_what_becomes_of_a_report(act, becomes, is_told, comment, judge, keep, watched, reader):
    give(comment, "1")
    give(comment, reader, "illegal", text="Smaad.")
    report = Report.objects.get(category="illegal")
    Report.objects.filter(pk=report.pk).update(email=reader.email, name=reader.name)
    DBTaskResult.objects.all().delete()
    act(comment, judge, keep)
    assert statuses(comment) == [becomes] * 2
    assert state(comment)[0] == (becomes == "open")
    assert (state(comment)[1] > 0) == (becomes == "open")
    # Who calls something illegal hears what was decided; the others do not.
    letters = work()
    assert all(letter.to == [reader.email] for letter in letters)
    if is_told:
        assert is_told in letters[-1].body
    else:
        assert letters == []


def test_a_mail_that_fails_holds_up_no_other(comment, keep, monkeypatch):
    for who in ("anna", "bert", "carla"):
        reporter = actions.Reporter(key(who), name=who, email=f"{who}@example.org")
        actions.report_comment(
            comment, reporter, revision=1, category="illegal", law=f"Wet van {who}", language="nl"
        )
    DBTaskResult.objects.all().delete()
    keep(comment)
    send, letters = email.send_mail_content, []

    def fail_for_bert(letter, to, *args):
        if to == "bert@example.org":
            raise SMTPException("later")
        letters.append(to)
        send(letter, to, *args)

    monkeypatch.setattr(email, "send_mail_content", fail_for_bert)
    for _ in range(3):
        tasks = list(DBTaskResult.objects.filter(status="READY"))
        DBTaskResult.objects.all().delete()
        for task in tasks:
            if task.task_path == report_mail.send_report_mail.module_path:
                report_mail.send_report_mail.func(*task.args_kwargs["args"])
    assert letters == ["anna@example.org", "carla@example.org"]
    [waiting] = DBTaskResult.objects.all()
    bert = Report.objects.get(email="bert@example.org")
    assert waiting.args_kwargs["args"] == ["report_decided", [bert.pk], 3]


def test_who_notified_can_complain_about_what_was_decided(comment, keep, client, settings):
    settings.CONTACT_EMAIL = "klachten@example.org"
    post(client, comment, **NOTICE)
    confirm = link_in(work()[0])
    client.post(confirm)
    assert "klacht" not in client.get(confirm).content.decode()
    keep(comment)
    letter = work()[-1]
    assert "binnen zes maanden kosteloos een klacht" in letter.body
    assert letter.extra_headers["Reply-To"] == "klachten@example.org"
    page = client.get(confirm).content.decode()
    assert "binnen zes maanden kosteloos een klacht" in page
    subject = "Klacht%20over%20het%20besluit%20op%20mijn%20melding%20van%20reactie%20%231"
    assert f"mailto:klachten@example.org?subject={subject}" in page


GROUNDS = [
    # what comes after a moderator kept an insult of revision 1, and whether it opens again
    ({"category": "insult"}, False),
    ({"category": "spam"}, True),
    ({"category": "illegal"}, True),
]


@pytest.mark.parametrize(("fields", "opens"), GROUNDS)
def test_only_new_grounds_open_it_again(fields, opens, comment, keep):
    give(comment, "1", "insult")
    keep(comment)
    again = give(comment, "2", **fields)
    assert again.status == ("open" if opens else "dismissed")
    assert state(comment)[0] == opens
    # On another text the same ground is a new one.
    actions.revise_comment(comment, SafeText("Weer iets anders."))
    assert give(comment, "2", **fields).status == "open"


def test_another_law_is_another_ground(comment, keep):
    give(comment, "1", "illegal", law="Artikel 261")
    keep(comment)
    assert give(comment, "2", "illegal", law="artikel 261").status == "dismissed"
    assert give(comment, "3", "illegal", law="Auteurswet").status == "open"


def test_who_repeats_a_dismissed_ground_is_told(comment, keep, client):
    give(comment, "1")
    keep(comment)
    assert "eerder naar gekeken" in post(client, comment).content.decode()


def test_a_notice_on_a_dismissed_ground_gets_its_decision_at_once(comment, keep, client, reader):
    give(comment, "1", "illegal", law=NOTICE["law"])
    keep(comment)
    client.force_login(reader)
    post(client, comment, **NOTICE)
    [letter] = work()
    assert "automatisch vastgesteld" in letter.body


def test_reports_hide_nothing(comment, client):
    page = comment.article.get_absolute_url()
    before = seen(client, page)
    for n in range(20):
        give(comment, str(n), "illegal")
    after = Comment.objects.get(pk=comment.pk)
    assert (after.status, after.version) == (comment.status, comment.version)
    assert seen(client, page) == before


def test_keeping_is_a_decision_and_is_on_record(comment, keep, moderator):
    give(comment, "1", text="Geheime uitleg")
    give(comment, "2", "spam")
    keep(comment)
    decision = comment.decisions.last()
    assert (decision.by, decision.verdict) == (moderator, "approve")
    assert (decision.from_status, decision.to_status) == ("published", "published")
    record = AuditEntry.objects.get(verb="keep_reported")
    assert record.actor == moderator.pk
    assert record.subject == f"comment:{comment.pk}"
    assert record.details == {"reports": 2, "categories": ["insult", "spam"]}


def test_keeping_dismisses_what_was_read_and_no_more(comment, keep):
    first = give(comment, "1")
    second = give(comment, "2", "spam")
    keep(comment, reports=[first.pk])
    assert statuses(comment) == ["dismissed", "open"]
    assert state(comment) == (True, 0.5)
    for pks in ([], [first.pk], [second.pk + 1]):
        with pytest.raises(DecisionConflict):
            keep(comment, reports=pks)
    assert statuses(comment) == ["dismissed", "open"]


def test_two_moderators_on_one_report(comment, keep, judge, moderator, second_moderator):
    give(comment, "1")
    seen = SeenState.of(Comment.objects.get(pk=comment.pk))
    keep(comment)
    with pytest.raises(DecisionConflict) as conflict:
        actions.decide_comment(comment, "reject", by=second_moderator, seen=seen, reason="insult")
    assert conflict.value.decision.by == moderator
    with pytest.raises(DecisionConflict):
        keep(comment, by=second_moderator, seen=seen)
    assert Decision.objects.filter(comment=comment).exclude(by=None).count() == 1
    # Who looks at it afresh can still remove it.
    judge(comment, "reject")
    assert statuses(comment) == ["dismissed"]


def test_what_was_removed_cannot_be_kept(comment, keep, judge, second_moderator):
    report = give(comment, "1")
    seen = SeenState.of(Comment.objects.get(pk=comment.pk))
    judge(comment, "reject")
    with pytest.raises(DecisionConflict):
        keep(comment, by=second_moderator, seen=seen, reports=[report.pk])
    assert statuses(comment) == ["upheld"]


# --- The order at the desk ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("upheld", "dismissed", "chance"),
    [(0, 0, 1 / 2), (1, 0, 2 / 3), (0, 1, 1 / 3), (8, 0, 9 / 10), (0, 8, 1 / 10), (3, 3, 1 / 2)],
)
def test_the_rule_of_succession(upheld, dismissed, chance):
    assert ReporterAccuracy(upheld, dismissed).chance == pytest.approx(chance)


def past(reporter: str, comment, **counts) -> None:
    """Give a reporter a past of this many reports with each outcome."""
    Report.objects.bulk_create(
        Report(
            comment=comment,
            revision=1000 + n,
            category="spam",
            reporter=key(reporter),
            status=status,
        )
        for status, many in counts.items()
        for n in range(len(status) * 100, len(status) * 100 + many)
    )


def test_who_was_right_before_weighs_more(article, write):
    comments = {name: write(article, name=name) for name in ("right", "new", "wrong", "illegal")}
    other = write(article)
    past("right", other, upheld=8)
    past("wrong", other, dismissed=8, outdated=5, open=3)
    for name, comment in comments.items():
        give(comment, name, "illegal" if name == "illegal" else "insult")
    assert {name: state(comment)[1] for name, comment in comments.items()} == {
        "right": 0.9,
        "new": 0.5,
        "wrong": 0.1,
        "illegal": 1.0,
    }
    order = [comment.name for comment in Selection(view="gemeld").after("")]
    assert order == ["illegal", "right", "new", "wrong"]


def test_three_careless_weigh_less_than_one_careful(article, write):
    past("careful", write(article), upheld=10)
    for n in range(3):
        past(f"careless{n}", write(article), dismissed=10)
    one, three = write(article), write(article)
    give(one, "careful")
    for n in range(3):
        give(three, f"careless{n}")
    assert state(one)[1] > state(three)[1]


@pytest.mark.parametrize("page", [1, 2, 5, 50])
def test_pages_of_the_reported_hold_everything_once(page, article, write):
    for n in range(12):
        comment = write(article, name=f"Schrijver {n}")
        for m in range(n % 3 + 1):
            give(comment, f"{m}")
    selection, cursor, found = Selection(view="gemeld"), "", []
    while rows := list(selection.after(cursor)[:page]):
        found += rows
        cursor = selection.cursor(rows[-1])
    assert found == list(selection.after(""))
    assert len(set(found)) == 12
    weights = [comment.report_weight for comment in found]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("cursor", ["", "x", "1", "1.5-1", "nan-1", "inf-1", "5000-x", "\0", "-"])
def test_strange_places(cursor, comment):
    give(comment)
    assert list(Selection(view="gemeld").after(cursor)) == [comment]


@pytest.mark.parametrize("many", [1, 12])
def test_a_report_takes_as_many_queries_however_many_there_are(
    many, comment, django_assert_num_queries
):
    for n in range(many):
        past(f"{n}", comment, upheld=3)
        give(comment, f"{n}")
    comment.refresh_from_db()
    # the article's row, the reaction, an earlier one of this reader, the report; whether its ground
    # is new, the report again as open; the open ones, what became of their reporters' earlier ones,
    # the reaction's weight; with the test's own reading of the reaction and the transaction
    with django_assert_num_queries(13):
        give(comment, "last")


def test_the_desk_takes_as_many_queries_however_many_there_are(article, write, client, moderator):
    client.force_login(moderator)
    queries = {}
    for view, size in (("nieuw", 0), ("gemeld", 1), ("gemeld", 20)):
        for n in range(len(Comment.objects.reported()), size):
            comment = write(article, name=f"Schrijver {n}")
            for m in range(3):
                give(comment, f"{n}-{m}")
        write(article)
        client.get(f"/moderatie/?lijst={view}")
        with CaptureQueriesContext(connection) as captured:
            page = client.get(f"/moderatie/?lijst={view}")
        queries[size] = len(captured)
        assert page.content.count(b'class="entry"') == size or view != "gemeld"
    # Two for the reports: themselves, and what became of their reporters' earlier ones.
    assert queries[20] == queries[1] <= queries[0] + 2


# --- What a moderator sees, and who else sees nothing ---------------------------------------------


def test_the_entry_shows_what_is_needed_and_no_more(comment, client, moderator, reader):
    past("1", comment, upheld=4, dismissed=1)
    give(comment, "1", "other", text="<b>Omdat</b>")
    client.force_login(reader)
    post(client, comment)
    post(Client(), comment, **NOTICE)
    [letter] = work()
    Client().post(link_in(letter))
    client.force_login(moderator)
    page = client.get("/moderatie/?lijst=gemeld").content.decode()
    section = re.search(r'<section class="reports".*?</section>', page, re.S)[0]
    assert "&lt;b&gt;Omdat&lt;/b&gt;" in section
    assert "4 gevolgd, 1 niet" in section
    assert NOTICE["law"] in section
    assert NOTICE["name"] in section
    assert NOTICE["email"] not in page
    assert reader.name not in page
    assert reader.email not in page


def test_many_reports_are_told_in_short(comment):
    for n in range(14):
        give(comment, str(n), "insult" if n % 2 else "spam", text=f"Uitleg {n}")
    give(comment, "silent", "insult")
    reports = queue_entry(comment).reports
    assert (len(reports.told), reports.rest) == (10, 4)
    assert [count for _, count in reports.kinds] == [8, 7]
    assert len(reports.pks.split()) == 15


def test_deciding_on_reports_over_http(comment, client, moderator):
    give(comment, "1")
    client.force_login(moderator)
    form = {"status": "published", "revision": 1, "reports": Report.objects.get().pk}
    assert client.post(f"/moderatie/{comment.pk}/laten-staan/", form).status_code == 302
    assert statuses(comment) == ["dismissed"]
    again = client.post(f"/moderatie/{comment.pk}/", form | {"verdict": "reject", "ground": "1"})
    assert again.status_code == 409
    assert client.post(f"/moderatie/{comment.pk}/laten-staan/", form).status_code == 409
    for wrong in ({"reports": "1,2"}, {"revision": "x"}, {"status": "nonsense"}):
        answer = client.post(f"/moderatie/{comment.pk}/laten-staan/", form | wrong)
        assert answer.status_code == 400
    assert Comment.objects.get(pk=comment.pk).status == "published"


@pytest.mark.parametrize("who", [None, "reader", "author"])
def test_only_moderators_decide_on_reports(who, comment, client, reader, author):
    give(comment, "1")
    if who:
        client.force_login({"reader": reader, "author": author}[who])
    answer = client.post(f"/moderatie/{comment.pk}/laten-staan/", {})
    assert answer.status_code == (403 if who else 302)
    assert statuses(comment) == ["open"]


def test_the_desks_bell_rings(comment, keep, monkeypatch, django_capture_on_commit_callbacks):
    rung = []
    monkeypatch.setattr("comments.live.push_to_room", lambda room, message: rung.append(room))
    give(comment, "1")
    assert rung == ["queue"]
    keep(comment)
    assert set(rung) == {"queue"}


def test_nothing_public_tells_of_reports(comment, article, client):
    paths = ["/", article.get_absolute_url(), f"{article.get_absolute_url()}veranderd/?since=0"]
    paths += [f"/reacties/{comment.pk}/melden/", "/en" + article.get_absolute_url()]
    before = [seen(client, path) for path in paths]
    for n in range(3):
        give(comment, str(n), "other", text="geheimeuitleg")
    post(Client(), comment, **NOTICE)
    assert [seen(client, path) for path in paths] == before


def test_the_public_page_costs_no_query_more(article, write, client, django_assert_num_queries):
    comments = [write(article, name=f"Schrijver {n}") for n in range(5)]
    client.get(article.get_absolute_url())
    with CaptureQueriesContext(connection) as without:
        client.get(article.get_absolute_url())
    before = len(without)
    for n, comment in enumerate(comments):
        give(comment, str(n))
    client.get(article.get_absolute_url())
    with django_assert_num_queries(before):
        client.get(article.get_absolute_url())
