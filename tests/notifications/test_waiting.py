"""The mail to authors with what waits for them: weekly or daily, and never when nothing does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from comments import actions as comments
from comments.models import Comment
from common.html.safe import SafeText
from notifications import actions
from notifications.delivery import MailSender, bundle_due_notices
from notifications.kinds import NoticeKind, Pace, available_paces
from notifications.models import Notice, Subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_seven(author):
    """The moment that the next mail may go out has come; returns the mails that are sent then."""

    def at_seven(mailoutbox) -> list:
        actions.remind_authors()
        before = len(mailoutbox)
        Notice.objects.filter(mail_at__isnull=False).update(
            mail_at=timezone.now() - timedelta(hours=1)
        )
        bundle_due_notices()
        MailSender().deliver_due_mails()
        return mailoutbox[before:]

    return at_seven


def raised() -> Notice:
    return Notice.objects.get(kind=NoticeKind.WAITING)


def another_day() -> None:
    """As if all was noted a day earlier."""
    for notice in Notice.objects.filter(kind=NoticeKind.WAITING):
        Notice.objects.filter(pk=notice.pk).update(created_at=notice.created_at - timedelta(days=1))


def test_what_waits_is_mailed_in_short(article, author, write, mailoutbox, at_seven):
    write(article, "Mooi stuk.", name="Toos")
    write(article, "Wie betaalt dat?", name="Daan")
    [mail] = at_seven(mailoutbox)
    assert mail.to == [author.email]
    assert mail.subject == "Wacht op je aan je schrijftafel: 2"
    assert mail.body.index("Wie betaalt dat?") < mail.body.index("Mooi stuk.")
    assert "/auteur/" in mail.body
    assert "/opinie/samen/reactie/2/" in mail.body
    [(html, _)] = mail.alternatives
    assert "Wie betaalt dat?" in html
    assert "List-Unsubscribe" in mail.extra_headers


def test_once_a_week(article, author, write):
    write(article)
    actions.remind_authors()
    monday = timezone.localtime(raised().mail_at)
    assert (monday.weekday(), monday.hour) == (0, 7)
    for _ in range(3):
        actions.remind_authors()
    assert raised().mail_at == monday


def test_again_the_next_time_while_it_waits(article, write, mailoutbox, at_seven):
    write(article)
    assert len(at_seven(mailoutbox)) == 1
    # On the same day there is nothing more to note.
    assert at_seven(mailoutbox) == []
    another_day()
    assert len(at_seven(mailoutbox)) == 1


def test_daily_or_never(article, author, write, mailoutbox, at_seven):
    assert available_paces(NoticeKind.WAITING) == [Pace.DAILY, Pace.WEEKLY, Pace.NEVER]
    write(article)
    subscriber = Subscriber.objects.of_member(author)
    actions.set_paces(subscriber, {NoticeKind.WAITING: Pace.DAILY})
    actions.remind_authors()
    assert raised().mail_at - timezone.now() < timedelta(days=1, hours=2)
    actions.set_paces(subscriber, {NoticeKind.WAITING: Pace.NEVER})
    another_day()
    assert at_seven(mailoutbox) == []


@pytest.mark.parametrize("how", ["answered", "read", "withdrawn", "removed", "closed", "withheld"])
def test_nothing_is_mailed_when_nothing_waits_any_more(
    how, article, author, write, judge, mailoutbox, at_seven
):
    comment = write(article, "Wie betaalt dat?")
    actions.remind_authors()
    match how:
        case "answered":
            write(article, "De gemeente.", parent=comment, user=author)
        case "read":
            comments.mark_comment_read(comment, by=author, revision=1)
        case "withdrawn":
            comments.withdraw_comment(comment)
        case "removed":
            judge(comment, "reject")
        case "closed":
            Article.objects.filter(pk=article.pk).update(closed_at=timezone.now())
        case "withheld":
            Article.objects.filter(pk=article.pk).update(status="withdrawn")
    assert at_seven(mailoutbox) == []


def test_a_mail_holds_nothing_that_is_no_longer_public(article, write, judge, mailoutbox, at_seven):
    write(article, "Blijft staan.", name="Blijver")
    gone = write(article, "Geheim geworden.", name="Verdwenen")
    held = write(article, "Openbaar.", name="Toos")
    Comment.objects.filter(pk=held.pk).update(revision=2, held_at=timezone.now())
    held.revisions.create(number=2, text="Geheime wijziging.", html="<p>Geheime wijziging.</p>")
    actions.remind_authors()
    judge(gone, "reject")
    [mail] = at_seven(mailoutbox)
    whole = mail.body + mail.alternatives[0][0]
    assert "Blijft staan." in whole
    assert "Geheim" not in whole
    assert "Verdwenen" not in whole
    assert mail.subject.endswith(": 2")


def test_only_to_authors(article, reader, moderator, write):
    write(article, user=reader)
    actions.remind_authors()
    assert Notice.objects.filter(kind=NoticeKind.WAITING).count() == 1


def test_on_the_site_the_counter_says_it_already(article, author, write, client):
    write(article)
    actions.remind_authors()
    assert raised() in Notice.objects.current()
    assert not Notice.objects.of_user(author).current().exists()
    client.force_login(author)
    assert client.get("/mijn/meldingen/tel/").json()["unread"] == 0
    actions.mark_all_notices_read(author)
    assert raised().read_at is None


def test_the_authors_bell_rings_whenever_another_number_waits(article, author, write, spread):
    subscriber = Subscriber.objects.of_member(author)

    def rung() -> bool:
        before = subscriber.bell
        spread()
        subscriber.refresh_from_db()
        return subscriber.bell > before

    comment = write(article)
    assert rung()
    comments.revise_comment(comment, SafeText("Anders gezegd."))
    assert rung()
    comments.withdraw_comment(comment)
    assert rung()
    assert not rung()
