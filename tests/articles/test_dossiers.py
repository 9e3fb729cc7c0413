"""Dossiers: what readers see of them, and where editors put them together."""

import pytest
from django.test import Client

from articles import actions
from articles.models import Dossier
from common.html.safe import SafeText
from moderation.models import AuditEntry

pytestmark = pytest.mark.django_db

DESK = "/redactie/dossiers/"


@pytest.fixture
def dossier(make_article) -> Dossier:
    """Published, with two pieces."""
    made = actions.save_dossier(
        Dossier(), title="Wie zorgt?", slug="wie-zorgt", introduction=SafeText("Waarover.")
    )
    for slug in ("een", "twee"):
        actions.add_dossier_piece(made, make_article(slug, title=f"Stuk {slug}"))
    actions.show_dossier(made, by=None)
    return made


@pytest.fixture
def eva(editor) -> Client:
    client = Client(headers={"sec-fetch-site": "same-origin"})
    client.force_login(editor)
    return client


def titles(page) -> list[str]:
    return [article.title for article in page.context["articles"]]


def test_readers_see_its_pieces_in_order(dossier, client, write):
    write(dossier.articles.first())
    page = client.get("/dossier/wie-zorgt/")
    assert titles(page) == ["Stuk een", "Stuk twee"]
    text = page.content.decode()
    assert '<p dir="auto">Waarover.</p>' in text
    assert "1 reactie" in text
    assert "Wie zorgt?" in client.get("/dossiers/").content.decode()
    assert "2 stukken" in client.get("/dossiers/").content.decode()


def test_a_piece_names_its_dossiers(dossier, client):
    assert 'href="/dossier/wie-zorgt/"' in client.get("/opinie/een/").content.decode()


def test_what_is_not_published_is_named_nowhere(dossier, client, make_article):
    make_article("los")
    actions.hide_dossier(dossier, by=None)
    assert client.get("/dossier/wie-zorgt/").status_code == 404
    assert client.get(f"/mijn/volgen/dossier/{dossier.pk}/").status_code == 404
    for address in ("/", "/dossiers/", "/opinie/een/", "/opinie/los/"):
        assert "Wie zorgt" not in client.get(address).content.decode()


def test_who_shows_it_and_who_hides_it_is_on_record(dossier, eva, editor):
    AuditEntry.objects.all().delete()
    for show in ("0", "0", "1"):
        eva.post(f"{DESK}{dossier.pk}/tonen/", {"show": show})
    record = eva.get("/moderatie/logboek/").content.decode()
    assert "dossier van lezers weggehaald" in record.lower()
    assert f'href="{DESK}{dossier.pk}/"' in record
    done = AuditEntry.objects.order_by("pk").values_list("verb", "actor")
    assert list(done) == [("dossier_hidden", editor.pk), ("dossier_shown", editor.pk)]


@pytest.mark.parametrize("status", ["draft", "ready", "withdrawn"])
def test_a_piece_that_cannot_be_read_is_not_in_it(status, dossier, client):
    article = dossier.articles.get(slug="een")
    article.status = status
    article.save()
    page = client.get("/dossier/wie-zorgt/")
    assert titles(page) == ["Stuk twee"]
    assert "Stuk een" not in page.content.decode()
    assert "1 stuk<" in client.get("/dossiers/").content.decode()


def test_an_editor_makes_one_without_javascript(eva, client, make_article):
    for slug in ("een", "twee", "drie"):
        make_article(slug, title=f"Over {slug}")
    answer = eva.post(
        f"{DESK}nieuw/", {"title": "Hoe nu verder?", "introduction": "Twee\n\nalinea’s"}
    )
    made = Dossier.objects.get()
    assert answer.url == f"{DESK}{made.pk}/"
    assert made.slug == "hoe-nu-verder"
    assert made.introduction.count("<p ") == 2
    found = eva.get(f"{answer.url}?zoek=over+twee").context["found"]
    assert [article.slug for article in found] == ["twee"]
    keys = {one.slug: one.pk for one in eva.get(answer.url).context["found"]}
    for slug in ("een", "twee", "drie"):
        eva.post(f"{answer.url}stuk/", {"do": "add", "article": keys[slug]})
    eva.post(f"{answer.url}stuk/", {"do": "up", "article": keys["drie"]})
    eva.post(f"{answer.url}stuk/", {"do": "down", "article": keys["een"]})
    eva.post(f"{answer.url}stuk/", {"do": "up", "article": keys["drie"]})  # is there already
    eva.post(f"{answer.url}stuk/", {"do": "remove", "article": keys["twee"]})
    assert client.get("/dossier/hoe-nu-verder/").status_code == 404
    eva.post(f"{answer.url}tonen/", {"show": "1"})
    assert titles(client.get("/dossier/hoe-nu-verder/")) == ["Over drie", "Over een"]


def test_found_by_its_writer_too(eva, dossier, make_article, author):
    make_article("drie", title="Iets anders")
    found = eva.get(f"{DESK}{dossier.pk}/?zoek=Adriaan").context["found"]
    assert [article.slug for article in found] == ["drie"]


def test_html_of_an_introduction_is_made_safe(eva, dossier):
    text = "<h2>Kop</h2><p>Tekst<script>alert(1)</script> <a href='javascript:1'>hier</a></p>"
    form = {"title": "Wie zorgt?", "slug": "wie-zorgt", "introduction": text}
    assert eva.post(f"{DESK}{dossier.pk}/", form).status_code == 302
    dossier.refresh_from_db()
    assert "<h2" in dossier.introduction
    assert "script" not in dossier.introduction


def test_two_cannot_have_one_address(eva, dossier):
    form = {"title": "Nog eens", "slug": "wie-zorgt"}
    answer = eva.post(f"{DESK}nieuw/", form)
    assert answer.status_code == 422
    assert "Nog eens" in answer.content.decode()
    eva.post(f"{DESK}nieuw/", {"title": "Wie zorgt?"})
    assert Dossier.objects.latest("pk").slug == "wie-zorgt-2"


def test_a_title_is_needed(eva, dossier):
    answer = eva.post(f"{DESK}{dossier.pk}/", {"title": "", "slug": "wie-zorgt"})
    assert answer.status_code == 422
    dossier.refresh_from_db()
    assert dossier.title == "Wie zorgt?"


def test_nonsense_is_refused(eva, dossier):
    address = f"{DESK}{dossier.pk}/stuk/"
    assert eva.post(address, {"do": "eat", "article": "1"}).status_code == 400
    assert eva.post(address, {"do": "add", "article": str(10**9)}).status_code == 404
    assert eva.post(address, {"do": "up", "article": str(10**9)}).status_code == 404
