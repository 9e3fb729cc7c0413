"""The weekly letter: who gets it, what is in it, and what an editor makes of it."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Article
from comments import actions as reactions
from comments.models import Comment
from common.html.safe import SafeText
from common.worker import make_worker
from moderation.models import AuditEntry
from newsletter import actions, best
from newsletter.actions import IssueAlreadySent
from newsletter.dates import next_monday
from notifications.actions import set_paces
from notifications.actions.mailing_list import newsletter_readers
from notifications.kinds import NoticeKind, Pace
from notifications.models import Issue, Mail, Subscriber, subscriber_pace
from privacy.retention import expired_rows, retention_rules
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S+)")


def post_mail() -> list:
    """Do the tasks that wait; the mails that this sent."""
    before = len(django_mail.outbox)
    worker = make_worker(interval=0.1)
    for task in list(DBTaskResult.objects.ready()):
        worker.run_task(task)
    return django_mail.outbox[before:]


@pytest.fixture
def subscribe(db):
    def subscribe(*users) -> None:
        for user in users:
            set_paces(Subscriber.objects.of_member(user), {NoticeKind.NEWSLETTER: Pace.WEEKLY})

    return subscribe


@pytest.fixture
def exchange(write):
    """So many people in one branch; returns its first reaction."""

    def exchange(article, people: int, *, author=None, about: str = "Dit") -> Comment:
        first = write(article, f"{about}: stelling.", name="Nul", email="nul@example.org")
        for n in range(1, people - (author is not None)):
            guest = {"name": f"Mens {n}", "email": f"mens{n}@example.org"}
            write(article, f"{about}: antwoord {n}.", parent=first, **guest)
        if author:
            write(article, f"{about}: de auteur.", parent=first, user=author)
        return first

    return exchange


@pytest.fixture
def coming() -> Issue:
    return Issue(goes_at=next_monday())


# --- Who gets it ----------------------------------------------------------------------------------


def test_asking_starts_nothing_before_the_mailed_link_and_its_button(client):
    page = client.post("/nieuwsbrief/", {"email": "Gast@Example.org"})
    assert page.status_code == 200
    subscriber = Subscriber.objects.get(email="gast@example.org")
    assert not subscriber.address
    [mail] = post_mail()
    assert mail.to == ["gast@example.org"]
    link = LINK.search(mail.body)[1]
    looked = Client().get(link)
    assert looked.status_code == 200
    assert not looked.cookies
    assert subscriber_pace(subscriber, NoticeKind.NEWSLETTER) == Pace.NEVER
    assert not newsletter_readers().exists()
    Client(headers={"Sec-Fetch-Site": "same-origin"}).post(link)
    assert list(newsletter_readers()) == [subscriber]
    assert Subscriber.objects.get().address == "gast@example.org"


def test_the_answer_is_the_same_for_every_address(client, reader):
    def answer(address: str) -> str:
        page = client.post("/nieuwsbrief/", {"email": address})
        assert page.status_code == 200
        return page.content.decode().replace(address, "…")

    assert answer("nieuw@example.org") == answer(reader.email)
    assert [mail.to for mail in post_mail()] == [["nieuw@example.org"], [reader.email]]


def test_a_mailbox_is_asked_a_few_times_and_no_more(client):
    for _ in range(6):
        assert client.post("/nieuwsbrief/", {"email": "vol@example.org"}).status_code == 200
    assert len(post_mail()) == 3


def test_a_link_that_was_tampered_with_leads_nowhere(client):
    client.post("/nieuwsbrief/", {"email": "gast@example.org"})
    [mail] = post_mail()
    link = LINK.search(mail.body)[1]
    assert client.get(link.replace("ja/", "ja/x")).status_code == 404
    assert client.get("/nieuwsbrief/ja/niets/").status_code == 404


def test_an_address_that_nobody_confirmed_is_forgotten_when_its_last_link_lapses(client):
    def forgotten() -> bool:
        return expired_rows(
            next(keep for keep in retention_rules() if keep.name == "unconfirmed-subscribers")
        ).exists()

    client.post("/nieuwsbrief/", {"email": "gast@example.org"})
    assert not forgotten()
    Subscriber.objects.update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    assert forgotten()
    client.post("/nieuwsbrief/", {"email": "gast@example.org"})
    assert not forgotten()


def test_a_link_lapses_with_the_address(client, settings):
    client.post("/nieuwsbrief/", {"email": "gast@example.org"})
    [mail] = post_mail()
    settings.NEWSLETTER_CONFIRM_DAYS = -1
    assert client.get(LINK.search(mail.body)[1]).status_code == 404


def test_a_member_says_yes_and_no_on_the_page(client, reader):
    client.force_login(reader)
    client.post("/nieuwsbrief/", {"start": "1"})
    assert newsletter_readers().get().user == reader
    client.post("/nieuwsbrief/", {"stop": "1"})
    assert not newsletter_readers().exists()


def test_a_member_who_once_asked_as_a_guest_gets_one(reader, subscribe):
    guest = Subscriber.objects.create(email=reader.email, confirmed_at=timezone.now())
    set_paces(guest, {NoticeKind.NEWSLETTER: Pace.WEEKLY})
    assert list(newsletter_readers()) == [guest]
    subscribe(reader)
    assert [one.user for one in newsletter_readers()] == [reader]


# --- What is in it --------------------------------------------------------------------------------


def test_people_count_and_an_authors_answer_twice(make_article, exchange, author, coming):
    exchange(make_article("een"), 3, about="Drie")
    exchange(make_article("twee"), 2, author=author, about="Twee met auteur")
    exchange(make_article("drie"), 5, about="Vijf")
    exchange(make_article("vier"), 1, about="Alleen")
    found = best.best_exchanges(coming)
    assert [(one.people, one.by_author) for one in found] == [(5, False), (2, True), (3, False)]
    assert found[1].answer.text == "Twee met auteur: de auteur."
    assert found[0].answer.text == "Vijf: antwoord 4."


def test_of_one_article_come_two_at_most(article, exchange, coming):
    for n in range(4):
        exchange(article, 3, about=f"Tak {n}")
    assert len(best.best_exchanges(coming)) == 2


def test_only_what_is_public_and_of_this_week_counts(make_article, exchange, write, coming):
    hidden = exchange(make_article("weg"), 4)
    Article.objects.filter(pk=hidden.article_id).update(status=Article.Status.WITHDRAWN)
    old = exchange(make_article("oud"), 4)
    Comment.objects.filter(article=old.article_id).update(
        published_at=coming.since - timedelta(minutes=1)
    )
    left = exchange(make_article("los"), 2)
    reactions.withdraw_comment(Comment.objects.get(parent=left))
    assert best.best_exchanges(coming) == []


def test_the_number_of_queries_does_not_grow(
    make_article, exchange, coming, django_assert_num_queries
):
    for n in range(6):
        exchange(make_article(f"stuk{n}"), 3 + n)
    with django_assert_num_queries(2):
        assert len(best.best_exchanges(coming)) == 6


# --- What an editor makes of it -------------------------------------------------------------------


def test_an_editor_leaves_out_moves_and_writes(make_article, exchange, editor, client, coming):
    first, second, third = (
        exchange(make_article(f"stuk{n}"), 5 - n, about=f"Stuk {n}") for n in range(3)
    )
    client.force_login(editor)
    desk = "/moderatie/nieuwsbrief/"
    page = client.get(desk).content.decode()
    assert page.index("Stuk 0: stelling.") < page.index("Stuk 1: stelling.")
    client.post(desk, {"do": f"out:{first.pk}"})
    client.post(desk, {"do": f"up:{third.pk}"})
    client.post(desk, {"word": "1", "nl": "Een **mooie** week.", "en": "A fine week."})
    issue = Issue.objects.get()
    assert issue.goes_at == coming.goes_at
    content = actions.content.coming_issue_content(issue, "nl")
    assert [one.first for one in content.exchanges] == [third, second]
    assert "<strong>mooie</strong>" in content.word
    client.post(desk, {"do": f"in:{first.pk}"})
    shown = actions.content.coming_issue_content(Issue.objects.get(), "nl").exchanges
    assert [one.first for one in shown] == [first, third, second]
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert [verb for verb in verbs if verb.startswith("newsletter")] == [
        "newsletter_left_out",
        "newsletter_order",
        "newsletter_word",
        "newsletter_put_back",
    ]


def test_an_editor_mails_a_test_to_themselves(article, exchange, editor, client):
    exchange(article, 3)
    client.force_login(editor)
    client.post("/en/moderatie/nieuwsbrief/", {"do": "test"})
    [mail] = post_mail()
    assert mail.to == [editor.email]
    assert mail.subject == "Test: Weerwoord, the week in reactions"
    assert "Dit: stelling." in mail.body


@pytest.mark.parametrize("who", ["reader", "moderator", "author"])
def test_only_editors_make_it(who, request, client):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/moderatie/nieuwsbrief/").status_code == 403
    assert client.post("/moderatie/nieuwsbrief/", {"do": "cancel"}).status_code == 403
    assert not Issue.objects.exists()


def test_what_was_cancelled_does_not_go_out_until_scheduled_again(
    article, exchange, editor, client, reader, subscribe, coming
):
    exchange(article, 3)
    subscribe(reader)
    client.force_login(editor)
    client.post("/moderatie/nieuwsbrief/", {"do": "cancel"})
    assert actions.send_issue(coming.goes_at) is None
    client.post("/moderatie/nieuwsbrief/", {"do": "schedule"})
    assert actions.send_issue(coming.goes_at).number == 1


# --- Its going out --------------------------------------------------------------------------------


def test_it_goes_out_once_to_each_in_their_language(
    article, exchange, reader, subscribe, coming, deliver, mailoutbox
):
    english = make_user("ed@example.org", "Ed", language="en")
    subscribe(reader, english)
    first = exchange(article, 3)
    issue = actions.send_issue(coming.goes_at)
    assert actions.send_issue(coming.goes_at) is None
    assert Mail.objects.count() == 2
    assert deliver() == 2
    by_address = {mail.to[0]: mail for mail in mailoutbox}
    dutch, other = by_address[reader.email], by_address[english.email]
    assert dutch.subject == "Weerwoord, de week in reacties: nummer 1"
    assert other.subject == "Weerwoord, the week in reactions: issue 1"
    assert f"/opinie/samen/reactie/{first.number}/" in dutch.body
    assert f"/en/opinie/samen/reactie/{first.number}/" in other.body
    assert dutch.extra_headers["List-Id"] == "<newsletter.127.0.0.1>"
    assert "/afmelden/newsletter." in dutch.extra_headers["List-Unsubscribe"]
    assert [issue.number, issue.exchanges[0][0]] == [1, first.pk]
    with pytest.raises(IssueAlreadySent):
        actions.write_issue_word(
            coming.goes_at, nl=SafeText("Te laat."), en=SafeText(""), by=reader
        )


def test_what_left_between_making_and_sending_is_in_no_mail_and_not_on_the_page(
    make_article, exchange, reader, subscribe, coming, deliver, mailoutbox, client
):
    gone = exchange(make_article("gaat"), 4, about="Gaat weg")
    exchange(make_article("blijft"), 3, about="Blijft")
    subscribe(reader)
    actions.send_issue(coming.goes_at)
    reactions.withdraw_comment(gone)
    deliver()
    [mail] = mailoutbox
    [(html, _)] = mail.alternatives
    page = client.get("/nieuwsbrief/1/").content.decode()
    for form in (mail.body, html, page):
        assert "Gaat weg" not in form
        assert "Blijft: stelling." in form


def test_only_a_sent_number_has_a_page(article, exchange, coming, client, reader, subscribe):
    exchange(article, 3)
    actions.write_issue_word(coming.goes_at, nl=SafeText("Woord."), en=SafeText(""), by=reader)
    assert client.get("/nieuwsbrief/1/").status_code == 404
    subscribe(reader)
    actions.send_issue(coming.goes_at)
    page = client.get("/en/nieuwsbrief/1/")
    assert "Woord." in page.content.decode()
    assert not page.cookies


def test_nothing_to_tell_is_not_sent(reader, subscribe, coming):
    subscribe(reader)
    assert actions.send_issue(coming.goes_at) is None
    assert Issue.objects.get().is_cancelled
    assert AuditEntry.objects.filter(verb="newsletter_empty").exists()


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        ("2026-03-30 06:59", False),  # the week before was skipped: no worker ran for days
        ("2026-03-30 07:00", True),  # the morning after the clock was put forward
        ("2026-04-01 06:59", True),
        ("2026-04-01 07:00", False),
    ],
)
def test_the_worker_sends_it_on_monday_at_seven_and_not_days_late(
    now, sent, article, exchange, reader, subscribe, monkeypatch
):
    exchange(article, 3)
    subscribe(reader)
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/Amsterdam"))
    Comment.objects.update(published_at=moment - timedelta(days=4))
    Article.objects.update(published_at=moment - timedelta(days=30))
    monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(ZoneInfo("UTC")))
    actions.send_due_issue()
    actions.send_due_issue()
    assert Issue.objects.sent().count() == sent
    assert Mail.objects.count() == sent
