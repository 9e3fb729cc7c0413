"""Putting a bulletin together: by an editor, from what everyone can read."""

import pytest
from django.test import Client

from articles.models import Article
from bulletins import actions, content
from bulletins.models import Bulletin, Item
from moderation.models import AuditEntry

pytestmark = pytest.mark.django_db


def order(bulletin: Bulletin) -> list[str]:
    return [piece.kind for piece in content.bulletin_parts(bulletin)]


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def test_from_nothing_to_a_page_by_buttons_alone(desk, article, reaction):
    """Return the form as a browser without JavaScript sends it."""
    form = {"number": 1, "title": "Aan tafel", "date": "2026-11-20", "language": "nl"}
    answer = desk.post("/redactie/bulletins/nieuw/", form | {"introduction": "Dag."})
    page = answer["Location"]
    desk.post(f"{page}stuk/", {"article": article.pk, "whole": "1"})
    desk.post(f"{page}reactie/", {"address": f"https://x.org{reaction.get_absolute_url()}"})
    desk.post(f"{page}bijdrage/", {"title": "Toespraak", "name": "Jos", "text": "<p>Hoi.</p>"})
    desk.post(f"{page}kop/", {"title": "Vooraf", "text": ""})
    bulletin = Bulletin.objects.get()
    assert order(bulletin) == ["article", "reaction", "talk", "heading"]
    last = bulletin.items.get(kind="heading")
    for _ in range(3):
        answer = desk.post(page, {"do": f"up:{last.pk}"})
    assert answer["Location"].endswith(f"#deel-{last.pk}")
    assert order(bulletin) == ["heading", "article", "reaction", "talk"]
    assert Client().get("/bulletin/1/").status_code == 404
    desk.post(page, {"do": "publish"})
    body = Client().get("/bulletin/1/").content.decode()
    for words in ("Vooraf", "Samen aan tafel", "nog geen gesprek", "Daan", "Toespraak", "Dag."):
        assert words in body
    assert f'href="{reaction.get_absolute_url()}"' in body
    assert "/bulletin/1/" in Client().get("/bulletins/").content.decode()


def test_a_lead_instead_of_the_whole(full, article, client, desk):
    item = full.items.get(kind="article")
    assert "Een wijk zonder tafel" in client.get("/bulletin/7/").content.decode()
    desk.post(f"/redactie/bulletins/{full.pk}/", {"do": f"lead:{item.pk}"})
    body = client.get("/bulletin/7/").content.decode()
    assert "Een wijk zonder tafel" not in body
    assert article.lead in body


def test_moving_beyond_either_end_changes_nothing(full, editor):
    first, last = full.items.first(), full.items.last()
    before = order(full)
    actions.move_bulletin_item(first, -1, by=editor)
    actions.move_bulletin_item(last, 5, by=editor)
    assert order(full) == before


def test_the_same_thing_stands_in_it_once(full, article, reaction, editor):
    with pytest.raises(actions.AlreadyInBulletin):
        actions.add_bulletin_article(full, article, whole=False, by=editor)
    with pytest.raises(actions.AlreadyInBulletin):
        actions.add_bulletin_reaction(full, reaction, by=editor)


def test_what_is_not_public_cannot_be_added(bulletin, make_article, write, editor, desk):
    draft = make_article("concept", status="draft", published_at=None)
    with pytest.raises(actions.NotPubliclyReadable):
        actions.add_bulletin_article(bulletin, draft, whole=True, by=editor)
    under = make_article("wacht", policy=Article.Policy.HOLD_ALL)
    held = write(under)
    with pytest.raises(actions.NotPubliclyReadable):
        actions.add_bulletin_reaction(bulletin, held, by=editor)
    address = {"address": "/opinie/wacht/reactie/1/"}
    assert desk.post(f"/redactie/bulletins/{bulletin.pk}/reactie/", address).status_code == 422
    assert not Item.objects.exists()


def test_only_public_reactions_are_offered(bulletin, article, write, desk, make_article):
    write(article, "Dit is te vinden.")
    hidden = write(article, "Dit is weggehaald.", email="x@example.org")
    type(hidden).objects.filter(pk=hidden.pk).update(status="removed", held_at=None)
    for order_by in ("besproken", "nieuw"):
        page = f"/redactie/bulletins/{bulletin.pk}/reactie/?stuk={article.slug}"
        body = desk.get(f"{page}&volgorde={order_by}").content.decode()
        assert "te vinden" in body
        assert "weggehaald" not in body


def test_a_talk_is_made_safe(bulletin, desk):
    text = '<p onclick="x()">Dag<script>alert(1)</script></p><img src="javascript:1" alt="">'
    form = {"title": "T", "name": "Jos", "text": text}
    assert desk.post(f"/redactie/bulletins/{bulletin.pk}/bijdrage/", form).status_code == 302
    stored = Item.objects.get().html
    assert "Dag" in stored
    assert "onclick" not in stored
    assert "script" not in stored


def test_names_of_places_and_headings_fit_the_whole(bulletin, make_article, editor):
    """Two pieces with a footnote 1 each, and headings below those of the pieces."""
    body = '<p>Een.<a href="#noot-1" id="ref-1">1</a></p><h2>Kop</h2><p id="noot-1">Noot.</p>'
    for slug in ("een", "twee"):
        actions.add_bulletin_article(bulletin, make_article(slug, body=body), whole=True, by=editor)
    one, two = content.public_parts(bulletin)
    assert f'id="d{one.item.pk}-noot-1"' in one.html
    assert f'href="#d{one.item.pk}-noot-1"' in one.html
    assert one.html != two.html
    assert "<h3>Kop</h3>" in one.html


def test_a_published_bulletin_that_changes_is_on_the_record(full, editor):
    actions.move_bulletin_item(full.items.last(), -1, by=editor)
    verbs = AuditEntry.objects.filter(subject=f"bulletin:{full.pk}").values_list("verb", flat=True)
    assert list(verbs) == ["bulletin_changed", "bulletin_published", "bulletin_begun"]


def test_one_number_is_one_bulletin(full, desk):
    form = {"number": 7, "title": "Nog een", "date": "2026-11-20", "language": "nl"}
    assert desk.post("/redactie/bulletins/nieuw/", form).status_code == 422
    assert Bulletin.objects.count() == 1
