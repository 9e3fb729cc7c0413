"""Making a mail: for every mail program, and proof against what strangers call themselves."""

import re
import socket
from html.parser import HTMLParser

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.utils import timezone

from common import email
from notifications.kinds import NoticeKind
from notifications.models import Mail, Notice, Subscriber
from tests.conftest import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(article, notify, deliver, mailoutbox) -> EmailMessage:
    notify(article, name="Daan")
    deliver()
    [mail] = mailoutbox
    return mail


def page_of(mail) -> str:
    [(page, kind)] = mail.alternatives
    assert kind == "text/html"
    return page


def test_the_headers_by_which_mail_programs_know_it(sent, article):
    message = sent.message()
    row = Mail.objects.get()
    assert message["Message-ID"] == f"<{row.key}@127.0.0.1>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == "<reply.127.0.0.1>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(
        r"<http://127\.0\.0\.1:8000/afmelden/reply\.\S+/>", message["List-Unsubscribe"]
    )
    assert message["References"] == f"<article-{article.pk}@127.0.0.1>"
    assert message["In-Reply-To"] == f"<article-{article.pk}@127.0.0.1>"
    assert message["Date"]
    assert "Precedence" not in message
    assert message.get_content_type() == "multipart/alternative"


def test_a_mail_about_more_articles_belongs_to_the_thread_of_each(
    make_article, notify, deliver, mailoutbox
):
    articles = [make_article("een"), make_article("twee")]
    for article in articles:
        notify(article)
    deliver()
    [mail] = mailoutbox
    assert mail.extra_headers["References"].split() == [
        f"<article-{article.pk}@127.0.0.1>" for article in articles
    ]


class Elements(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_the_page_is_tables_with_their_style_beside_them_and_fetches_nothing(sent):
    page = page_of(sent)
    elements = Elements(page).found
    tags = {tag for tag, _ in elements}
    assert {"table", "td", "a"} <= tags
    assert not tags & {"img", "link", "script", "iframe", "object", "form", "video", "svg"}
    assert all(attrs.get("style") for tag, attrs in elements if tag in ("p", "h1", "h2", "a"))
    assert "flex" not in page
    assert "grid" not in page
    assert not re.search(r"url\(|@import|src=", page)
    links = [attrs["href"] for tag, attrs in elements if tag == "a"]
    assert links
    assert all(link.startswith("http://127.0.0.1:8000") for link in links)


def test_the_page_has_dark_colours_and_room_on_a_phone(sent):
    page = page_of(sent)
    assert '<meta name="color-scheme" content="light dark">' in page
    assert "@media (prefers-color-scheme: dark)" in page
    assert "@media (max-width: 480px)" in page
    assert "<!--[if mso]>" in page


def test_making_the_page_asks_nothing_of_the_network(article, notify, deliver, monkeypatch):
    notify(
        article, 'Zie <link rel="stylesheet" href="http://127.0.0.1:9/x.css">', name="@import url"
    )

    def refuse(*args):
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", refuse)
    # The inliner is not Python: a remote style sheet would end in an error of its own.
    assert deliver() == 1
    assert email._inliner().inline('<link rel="stylesheet" href="http://127.0.0.1:9/x">')


EVIL = [
    "Daan\nBcc: iedereen@example.org",
    "Daan\r\n\r\n<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><a href="http://evil.example">klik</a>',
    "{{ settings.SECRET_KEY }}{% load x %}",
    "Daan\u2028Bcc: x@example.org",
    # PostgreSQL cannot even hold it.
    pytest.param("Daan\x00Bcc: x@example.org", marks=pytest.mark.only_sqlite),
]


@pytest.mark.parametrize("name", EVIL)
def test_what_strangers_call_themselves_stays_text(
    name, article, notify, deliver, mailoutbox, settings
):
    notice = notify(article, f"Tekst {name}")
    # Past the form and its cleaning, as if that had a hole.
    type(notice.comment).objects.filter(pk=notice.comment_id).update(name=name[:60])
    type(article).objects.filter(pk=article.pk).update(title=name)
    assert deliver() == 1
    [mail] = mailoutbox
    message = mail.message()
    assert message["To"] == "lies@example.org"
    assert message["Bcc"] is None
    assert "\n" not in mail.subject
    elements = Elements(page_of(mail)).found
    assert not {"img", "script"} & {tag for tag, _ in elements}
    for tag, attrs in elements:
        assert not any(name.startswith("on") for name in attrs)
        if tag == "a":
            assert attrs["href"].startswith(settings.SITE_URL)
    assert settings.SECRET_KEY not in message.as_string()


def test_other_mails_have_a_page_too_which_links_to_the_site_alone(mailoutbox, reader):
    email.send_templated_mail(
        "mail_works", "lies@example.org", {"link": "http://127.0.0.1:8000/x/"}, "nl"
    )
    [mail] = mailoutbox
    links = [attrs["href"] for tag, attrs in Elements(page_of(mail)).found if tag == "a"]
    assert "http://127.0.0.1:8000/x/" in links
    subject, body = "Dag", "Kijk:\n\nhttp://evil.example/\n\nhttp://127.0.0.1:8000.evil.example/"
    dressed = email.add_html_alternative(EmailMessage(subject, body))
    found = [attrs["href"] for tag, attrs in Elements(page_of(dressed)).found if tag == "a"]
    assert all(link.startswith("http://127.0.0.1:8000") and "evil" not in link for link in found)


def test_what_waits_at_the_desk_is_counted_and_not_quoted(
    article, write, moderator, deliver, mailoutbox
):
    held = write(article, "http://a.nl http://b.nl http://c.nl geheim woord")
    assert held.held_at
    subscriber_notice(moderator, NoticeKind.HELD)
    assert deliver() == 1
    [mail] = mailoutbox
    assert mail.subject == "Reacties die op een moderator wachten: 1"
    assert "/moderatie/" in mail.body
    for form in (mail.body, page_of(mail)):
        assert "geheim" not in form
        assert held.name not in form


def test_who_no_longer_moderates_is_told_nothing_of_it(article, write, deliver, mailoutbox):
    write(article, "http://a.nl http://b.nl http://c.nl geheim woord")
    subscriber_notice(make_user("was@example.org", "Was"), NoticeKind.HELD)
    assert deliver() == 0
    assert django_mail.outbox == []


def subscriber_notice(user, kind: str) -> Notice:
    subscriber = Subscriber.objects.of_member(user)
    return Notice.objects.create(subscriber=subscriber, kind=kind, mail_at=timezone.now())
