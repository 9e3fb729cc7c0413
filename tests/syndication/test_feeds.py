"""The feeds, as an independent parser reads them."""

from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import Article, Byline, Topic
from comments import actions
from comments.actions import SeenState, Verdict
from comments.models import Comment
from common.html.safe import SafeText
from tests.test_budget import fill

ATOM, THR = "{http://www.w3.org/2005/Atom}", "{http://purl.org/syndication/thread/1.0}"
KINDS = ["/feed/", "/feed/atom/"]


@pytest.mark.parametrize("path", KINDS)
def test_the_site(path, parse, make_article, write):
    piece = make_article(title="Brood & spelen <hier>", lead="Eén < twee & drie.", language="en")
    Byline.objects.create(article=piece, name="Berta Bijdrage", position=2)
    piece.topics.add(Topic.objects.create(name="Wonen", slug="wonen"))
    write(piece)
    feed = parse(path)
    assert feed.feed.title == "Weerwoord"
    assert feed.feed.language == "nl"
    (entry,) = feed.entries
    assert unescape(entry.title) == "Brood & spelen <hier>"
    assert entry.link == "http://127.0.0.1:8000/opinie/samen/"
    assert entry.id == f"tag:127.0.0.1,2026:article/{piece.pk}"
    assert [writer["name"] for writer in entry.authors] == ["Adriaan Auteur", "Berta Bijdrage"]
    assert entry.content[0].value == "<p>Een wijk zonder tafel is een gang.</p>"
    assert entry.summary == "Eén &lt; twee &amp; drie."
    assert entry.tags[0].term == "Wonen"
    assert entry.published_parsed[:5] == piece.published_at.utctimetuple()[:5]


def test_newest_first_and_at_most_fifty(parse, make_article):
    now = timezone.now()
    for number in range(52):
        make_article(
            f"stuk-{number}", title=f"Stuk {number}", published_at=now - timedelta(days=number)
        )
    titles = [entry.title for entry in parse("/feed/atom/").entries]
    assert titles == [f"Stuk {number}" for number in range(50)]


@pytest.mark.parametrize("path", [*KINDS, "/mensen/{}/feed/", "/dossier/tafel/feed/atom/"])
def test_only_what_is_public(path, client, make_article, dossier, author):
    later = timezone.now() + timedelta(hours=1)
    secret = [
        make_article("geheim-een", title="geheim", status="draft", published_at=None),
        make_article("geheim-twee", title="geheim", published_at=later),
        make_article("geheim-drie", title="geheim", status="withdrawn"),
    ]
    for piece in secret:
        dossier.pieces.create(article=piece)
    content = client.get(path.format(author.pk)).content.decode()
    assert "samen" in content
    assert "geheim" not in content
    assert "@" not in content


def test_a_title_that_changes_leaves_the_id(parse, article):
    before = parse("/feed/atom/").entries[0]
    Article.objects.filter(pk=article.pk).update(title="Anders", slug="anders")
    after = parse("/feed/atom/").entries[0]
    assert (before.id, before.title) == (after.id, "Samen aan tafel")
    assert after.title == "Anders"
    assert after.link.endswith("/opinie/anders/")


def test_it_speaks_the_language_of_its_address(parse, article, write):
    write(article)
    assert parse("/opinie/samen/feed/").entries[0].title == "Reactie nr. 1 van Daan"
    english = parse("/en/opinie/samen/feed/atom/")
    assert english.feed.language == "en"
    assert english.entries[0].title == "Reaction #1 by Daan"
    assert english.entries[0].link == "http://127.0.0.1:8000/en/opinie/samen/reactie/1/"
    # One reaction is the same entry in both.
    assert english.entries[0].id == parse("/opinie/samen/feed/").entries[0].id


def test_each_piece_says_its_own_language(client, make_article):
    make_article("dutch")
    make_article("english", language="en")
    root = ElementTree.fromstring(client.get("/feed/atom/").content)
    spoken = "{http://www.w3.org/XML/1998/namespace}lang"
    assert root.get(spoken) == "nl"
    assert {entry.get(spoken) for entry in root.iter(f"{ATOM}entry")} == {"nl", "en"}


def test_a_dossier(parse, dossier, make_article):
    make_article("elders", title="Elders")
    feed = parse("/dossier/tafel/feed/atom/")
    assert feed.feed.title == "Wie dekt de tafel?"
    assert [entry.title for entry in feed.entries] == ["Samen aan tafel"]


def test_an_author(parse, article, author, make_article):
    other = make_article("elders", title="Elders")
    other.bylines.all().delete()
    feed = parse(f"/mensen/{author.pk}/feed/atom/")
    assert feed.feed.title == "Adriaan Auteur"
    assert [entry.title for entry in feed.entries] == ["Samen aan tafel"]


@pytest.mark.parametrize("end", ["", "atom/"])
def test_what_nobody_may_see_has_no_feed(end, client, make_article, reader, dossier):
    make_article("concept", status="draft", published_at=None)
    make_article("weg", status="withdrawn")
    dossier.published_at = None
    dossier.save()
    Topic.objects.create(name="Leeg", slug="leeg")
    hidden = ["opinie/concept", "opinie/weg", f"mensen/{reader.pk}", "dossier/tafel"]
    for path in (*hidden, "onderwerp/leeg"):
        assert client.get(f"/{path}/feed/{end}").status_code == 404


# --- Reactions, and what answers what (RFC 4685) --------------------------------------------------


def entries(client, path: str) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(client.get(path).content)
    return {entry.find(f"{ATOM}id").text: entry for entry in root.iter(f"{ATOM}entry")}


def tag(kind: str, row) -> str:
    return f"tag:127.0.0.1,2026:{kind}/{row.pk}"


def test_what_a_reaction_answers(client, article, write):
    first = write(article, "Eerste.")
    second = write(article, "Tweede.", parent=first)
    found = entries(client, "/opinie/samen/feed/atom/")
    assert list(found) == [tag("reaction", second), tag("reaction", first)]
    answers = {key: entry.find(f"{THR}in-reply-to").attrib for key, entry in found.items()}
    site = "http://127.0.0.1:8000/opinie/samen/"
    assert answers == {
        tag("reaction", first): {
            "ref": tag("article", article),
            "href": site,
            "type": "text/html",
        },
        tag("reaction", second): {
            "ref": tag("reaction", first),
            "href": f"{site}reactie/1/",
            "type": "text/html",
        },
    }


def test_where_the_reactions_are_and_how_many(client, article, write):
    write(article, "Eerste.")
    write(article, "Tweede.")
    (entry,) = entries(client, "/feed/atom/").values()
    replies = [link.attrib for link in entry.iter(f"{ATOM}link") if link.get("rel") == "replies"]
    assert [(link["type"], link["href"], link[f"{THR}count"]) for link in replies] == [
        ("application/atom+xml", "http://127.0.0.1:8000/opinie/samen/feed/atom/", "2"),
        ("text/html", "http://127.0.0.1:8000/opinie/samen/#reacties", "2"),
    ]
    assert entry.find(f"{THR}total").text == "2"


@pytest.mark.parametrize("path", ["/opinie/samen/feed/", "/opinie/samen/feed/atom/"])
def test_a_reaction_is_as_on_the_page(path, client, parse, article, write, moderator):
    shown = write(article, "Openbaar en **vet**.")
    edited = write(article, "Voor de wijziging.")
    actions.revise_comment(edited, SafeText("Na de wijziging."))
    gone = write(article, "Geheim en weg.", name="Geheim")
    write(article, "Antwoord daarop.", parent=gone)
    taken = Comment.objects.get(pk=gone.pk)
    actions.decide_comment(
        taken, Verdict.REJECT, by=moderator, seen=SeenState.of(taken), reason="insult"
    )
    actions.withdraw_comment(write(article, "Geheim en ingetrokken."))
    Article.objects.filter(pk=article.pk).update(policy="hold_all")
    article.refresh_from_db()
    write(article, "Geheim en wachtend.", name="Nieuw", email="geheim@example.org")
    texts = [entry.content[0].value for entry in parse(path).entries]
    assert len(texts) == 3
    assert "Na de wijziging." in texts[1]
    assert Comment.objects.get(pk=shown.pk).html == texts[2]
    content = client.get(path).content.decode()
    assert "eheim" not in content
    assert "Voor de" not in content
    assert "@" not in content


# --- In bounds ------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [5, 300])
def test_as_many_queries_for_many_as_for_few(
    size, client, make_article, author, django_assert_num_queries
):
    for number in range(size // 5):
        fill(make_article(f"stuk-{number}"), 3, author)
    fill(make_article("vol"), size, author)
    # the articles, their bylines with their members, their topics, the counts
    with django_assert_num_queries(4):
        client.get("/feed/atom/")
    # and who they are
    with django_assert_num_queries(5):
        client.get(f"/mensen/{author.pk}/feed/")
    # the article, the reactions
    with django_assert_num_queries(2):
        client.get("/opinie/vol/feed/atom/")


@pytest.mark.parametrize("bad", ["\x08", "\x1f", "\ufffe", "\uffff"])
def test_letters_that_xml_has_not(bad, parse, client, make_article, author, write):
    """Whatever way they came into the tables, a feed can be read."""
    article = make_article(title=f"Samen\x0baan{bad} tafel", lead=f"Zo{bad}maar")
    article.topics.add(Topic.objects.create(name=f"Wo{bad}nen", slug="wonen"))
    write(article)
    Comment.objects.update(name=f"Da{bad}an")
    Byline.objects.update(name=f"Adriaan{bad} Auteur")
    for kind in ("", "atom/"):
        (entry,) = parse(f"/feed/{kind}").entries
        assert (entry.title, entry.summary) == ("Samen aan tafel", "Zomaar")
        assert [tag.term for tag in entry.tags] == ["Wonen"]
        assert parse(f"/opinie/samen/feed/{kind}").entries[0].title == "Reactie nr. 1 van Daan"
        assert parse(f"/onderwerp/wonen/feed/{kind}").feed.title == "Wonen"
    for path in ("/sitemap.xml", "/sitemap-nieuws.xml"):
        ElementTree.fromstring(client.get(path).content)


@pytest.mark.parametrize("path", ["/feed/", "/feed/atom/", "/opinie/samen/feed/atom/"])
def test_nothing_yet(path, client, parse, article):
    if "opinie" not in path:
        article.delete()
    assert parse(path).entries == []
    assert client.get(path).content == client.get(path).content


# --- Asking again ---------------------------------------------------------------------------------


def test_not_modified(client, article, write):
    first = client.get("/feed/atom/")
    assert first["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    for headers in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        again = client.get("/feed/atom/", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
    write(article)
    # Within the same second.
    for headers in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        assert client.get("/feed/atom/", headers=headers).status_code == 200


def test_what_is_taken_away_is_a_change_too(client, article, write):
    written = write(article)
    first = client.get("/opinie/samen/feed/")
    actions.withdraw_comment(written)
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get("/opinie/samen/feed/", headers=since).status_code == 200


LEAKY = ["/", "/feed/atom/", "/opinie/samen/feed/", "/dossier/tafel/", "/dossier/tafel/feed/atom/"]
LEAKY += ["/opinie/samen/logboek/", "/sitemap.xml", "/sitemap-nieuws.xml", "/mensen/{}/"]


def stamps(client, pages: list[str]) -> dict[str, tuple]:
    answers = {page: client.get(page) for page in pages}
    return {page: (a["ETag"], a.headers.get("Last-Modified")) for page, a in answers.items()}


def test_nothing_tells_that_something_waits(client, article, author, dossier, write):
    """Not a count, not a date, not a name for how a page is now."""
    pages = [path.format(author.pk) for path in LEAKY]
    first = write(article)
    before = stamps(client, pages)
    Article.objects.update(policy="hold_all")
    article.refresh_from_db()
    held = write(article, "Nog niet.", email="nieuw@example.org", parent=first)
    assert held.status == "pending"
    actions.revise_comment(first, SafeText("Ook dit wacht nog."))
    actions.withdraw_comment(held)
    assert stamps(client, pages) == before


@pytest.mark.parametrize("path", ["/", "/mensen/{}/", "/opinie/samen/feed/", "/dossier/tafel/"])
def test_what_was_taken_away_a_moment_ago_is_no_more_the_same(
    path, client, article, author, dossier, write, moderator
):
    path, said = path.format(author.pk), write(article, "Weg ermee.", user=author)
    first = client.get(path)
    same = {"If-None-Match": first["ETag"]}
    again = client.get(path, headers=same)
    assert (again.status_code, again["Cache-Control"]) == (304, first["Cache-Control"])
    assert "no-cache" in again["Cache-Control"]
    taken = Comment.objects.get(pk=said.pk)
    actions.decide_comment(
        taken, Verdict.REJECT, by=moderator, seen=SeenState.of(taken), reason="insult"
    )
    assert client.get(path, headers=same).status_code == 200


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host", "X-Original-URL", "X-Rewrite-URL"])
def test_no_header_changes_where_an_address_leads(name, client, article, dossier):
    for path in ("/", "/feed/", "/sitemap.xml", "/robots.txt", "/dossier/tafel/", "/?feed=rss2"):
        answer = client.get(path, headers={name: "evil.example", "X-Forwarded-Proto": "gopher"})
        assert "evil" not in f"{answer.headers} {answer.content.decode()}"
    assert client.get("/feed/", headers={"Host": "evil.example"}).status_code == 400
    for path in ("//evil.example/feed", "/\\evil.example/feed", "/opinie/%5Cevil.example/feed"):
        answer = client.get(path)
        assert not answer.get("Location", "/").startswith(("//", "/\\", "http"))


def test_pages_are_kept_only_if_they_are_asked_for_again(client, article, reader):
    assert client.get("/archief/")["Cache-Control"] == "no-cache"
    assert client.get("/nergens/")["Cache-Control"] == "no-cache"
    client.force_login(reader)
    assert client.get("/archief/")["Cache-Control"] == "no-cache, private"


# --- Finding them ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "feeds"),
    [
        ("/", ["/feed/atom/", "/feed/"]),
        ("/en/opinie/samen/", ["/en/feed/atom/", "/en/opinie/samen/feed/atom/"]),
        ("/mensen/{}/", ["/feed/atom/", "/mensen/{}/feed/atom/"]),
        ("/dossier/tafel/", ["/feed/atom/", "/dossier/tafel/feed/atom/"]),
        ("/onderwerp/wonen/", ["/feed/atom/", "/onderwerp/wonen/feed/atom/"]),
    ],
)
def test_pages_say_where_their_feeds_are(address, feeds, client, article, author, dossier):
    article.topics.add(Topic.objects.create(name="Wonen", slug="wonen"))
    found = client.get(address.format(author.pk)).content.decode().split("<head>")[1]
    for feed in feeds:
        assert f'href="{feed.format(author.pk)}"' in found
        assert client.get(feed.format(author.pk)).status_code == 200
