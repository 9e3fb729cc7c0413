"""Conclusions of a debate: written by editors and authors, shown on top of it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import actions
from articles.models import Article, Dossier
from common.html.safe import SafeHtml, SafeText
from common.html.sanitize import sanitize_editor_html
from moderation.models import AuditEntry
from notifications import actions as notices
from notifications.models import Notice, Subscriber
from tests.notifications.conftest import deliver as sent

pytestmark = pytest.mark.django_db
deliver = sent  # the fixture


def page_of(article: Article) -> str:
    return f"/redactie/stuk/{article.pk}/conclusies/"


@pytest.fixture
def as_(db):
    def sign_in(user) -> Client:
        client = Client(headers={"sec-fetch-site": "same-origin"})
        client.force_login(user)
        return client

    return sign_in


@pytest.mark.parametrize("who", ["editor", "author"])
def test_written_and_shown_with_its_date(who, request, as_, article, client):
    form = {"text": "De tafel komt er.\n\nWie betaalt, is *open*."}
    answer = as_(request.getfixturevalue(who)).post(page_of(article), form)
    assert answer.url == f"{article.get_absolute_url()}#conclusies"
    article.refresh_from_db()
    assert article.concluded_by == request.getfixturevalue(who)
    assert not article.is_closed
    page = client.get(article.get_absolute_url()).content.decode()
    assert "De tafel komt er." in page
    assert "<em>open</em>" in page
    assert "Conclusies" in page


def test_the_debate_is_closed_at_the_same_time(as_, editor, article, client):
    as_(editor).post(page_of(article), {"text": "Klaar.", "close": "on"})
    article.refresh_from_db()
    assert article.is_closed
    form = {"text": "Toch nog.", "name": "Daan", "email": "daan@example.org", "key": "x"}
    assert client.post(f"{article.get_absolute_url()}reageer/", form).status_code == 403


def test_changed_later_they_keep_their_date(as_, editor, article):
    actions.save_conclusions(article, SafeHtml("<p>Eerst.</p>"), editor)
    before = timezone.now() - timedelta(days=3)
    Article.objects.update(concluded_at=before)
    page = as_(editor).get(page_of(article)).content.decode()
    assert "Eerst." in page
    as_(editor).post(page_of(article), {"text": "<p>Dan.</p>"})
    article.refresh_from_db()
    assert article.concluded_at == before
    assert "Dan." in article.conclusions


def test_removed_only_when_one_is_sure(as_, editor, article, client):
    actions.save_conclusions(article, SafeHtml("<p>Klaar.</p>"), editor, close=True)
    asked = as_(editor).post(page_of(article), {"remove": "ask"})
    assert "Klaar." in asked.content.decode()
    assert Article.objects.get().conclusions
    as_(editor).post(page_of(article), {"remove": "sure"})
    article.refresh_from_db()
    assert (article.conclusions, article.concluded_at) == ("", None)
    assert article.is_closed
    assert "conclusies" not in client.get(article.get_absolute_url()).content.decode()


def test_of_another_author_it_is_no_page(as_, reader, article, make_article):
    other = make_article("ander")
    other.bylines.update(user=reader)
    assert as_(reader).get(page_of(other)).status_code == 200
    assert as_(reader).post(page_of(article), {"text": "Van mij."}).status_code == 404
    article.refresh_from_db()
    assert article.conclusions == ""


@pytest.mark.parametrize("text", ["", "   ", "<script>alert(1)</script>", "<p></p>", "x" * 20_001])
def test_nothing_is_no_conclusion(text, as_, editor, article):
    assert as_(editor).post(page_of(article), {"text": text}).status_code == 422


def test_what_is_unsafe_does_not_stay(as_, editor, article):
    text = '<p onclick="x()">Goed <a href="javascript:x">hier</a></p><iframe src="//x"></iframe>'
    as_(editor).post(page_of(article), {"text": text})
    article.refresh_from_db()
    assert "Goed" in article.conclusions
    assert not {"onclick", "javascript", "iframe"} & set(article.conclusions.split('"'))
    assert "iframe" not in article.conclusions


def test_their_notes_are_no_others(editor, article, client):
    noted = (
        '<p>Zin<a href="#noot-1">1</a></p><ol class="notes"><li id="noot-1"><p>Bron</p></li></ol>'
    )
    Article.objects.update(body=sanitize_editor_html(noted))
    actions.save_conclusions(article, SafeHtml(noted), editor)
    page = client.get(article.get_absolute_url()).content.decode()
    names = re.findall(r'\sid="([^"]*)"', page)
    assert len(names) == len(set(names))
    assert {"noot-1", "ref-1"} < set(names)
    assert set(re.findall(r'href="#([^"]*noot-[^"]*)"', page)) < set(names)


def test_who_wrote_and_who_removed_them_is_on_record(editor, author, article, as_):
    as_(author).post(page_of(article), {"text": "Klaar."})
    as_(editor).post(page_of(article), {"remove": "sure"})
    as_(editor).post(page_of(article), {"remove": "sure"})
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", "subject", "actor")) == [
        ("concluded", f"article:{article.pk}", author.pk),
        ("conclusions_removed", f"article:{article.pk}", editor.pk),
    ]


def test_a_dossier_gathers_them(editor, article, client):
    actions.save_conclusions(article, SafeHtml("<p>De tafel komt er.</p>"), editor)
    dossier = actions.save_dossier(
        Dossier(), title="Wie zorgt?", slug="zorg", introduction=SafeText("")
    )
    actions.add_dossier_piece(dossier, article)
    actions.show_dossier(dossier, by=None)
    assert "De tafel komt er." in client.get("/dossier/zorg/").content.decode()


@pytest.mark.parametrize("concluded", [True, False])
def test_who_follows_is_told_that_it_closed_with_them(
    concluded, editor, reader, article, as_, deliver, mailoutbox
):
    notices.start_following(Subscriber.objects.of_member(reader), article=article)
    if concluded:
        actions.save_conclusions(article, SafeHtml("<p>De tafel komt er.</p>"), editor, close=True)
    else:
        Article.objects.update(closed_at=timezone.now())
    notices.notify_of_scheduled_events()
    Notice.objects.update(mail_at=timezone.now())
    deliver()
    page = as_(reader).get("/mijn/meldingen/").content.decode()
    assert ("met conclusies" in page) is concluded
    assert ("De tafel komt er." in mailoutbox[0].body) is concluded
