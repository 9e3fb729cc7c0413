"""The structured data of pages in terms of schema.org, as an independent parser reads it."""

import json
import re

import extruct
import pytest

from articles.models import Article, Byline, Topic
from comments import actions
from comments.actions import SeenState, Verdict
from comments.models import Comment
from common.html.safe import SafeText
from common.text import tidy_text
from tests.syndication import schema

PAGE = "http://127.0.0.1:8000/opinie/samen/"


@pytest.fixture
def things(client):
    """Return the article page's structured data by type, checked against the vocabulary."""

    def things(path: str = "/opinie/samen/") -> dict[str, dict]:
        return said_by(client.get(path).content.decode())

    return things


def said_by(page: str) -> dict[str, dict]:
    (found,) = extruct.extract(page, PAGE, syntaxes=["json-ld"])["json-ld"]
    assert found["@context"] == "https://schema.org"
    described = {thing["@id"]: thing for thing in found["@graph"]}
    for thing in found["@graph"]:
        assert schema.problems(thing, described) == []
    return {thing["@type"]: thing for thing in found["@graph"]}


def test_the_article(things, article, dossier, author):
    Byline.objects.create(article=article, name="Berta Bijdrage", position=1)
    piece = things()["OpinionNewsArticle"]
    assert piece["headline"] == "Samen aan tafel"
    assert piece["description"] == "Waarom een wijk een tafel nodig heeft."
    assert piece["url"] == piece["mainEntityOfPage"] == PAGE
    assert piece["datePublished"] == article.published_at.isoformat()
    assert piece["author"] == [
        {
            "@type": "Person",
            "name": "Adriaan Auteur",
            "url": f"http://127.0.0.1:8000/mensen/{author.pk}/",
            "affiliation": {"@type": "Organization", "name": "adviseur"},
        },
        {"@type": "Person", "name": "Berta Bijdrage"},
    ]
    assert piece["publisher"]["name"] == "Weerwoord"
    assert [part["name"] for part in piece["isPartOf"]] == ["Wie dekt de tafel?"]
    assert piece["commentCount"] == 0
    assert "comment" not in piece


def test_its_reactions(things, article, write):
    first = write(article, "Eerste.")
    second = write(article, "Tweede.", parent=first, name="Eef")
    piece = things()["OpinionNewsArticle"]
    assert piece["commentCount"] == 2
    assert [(c["author"]["name"], c["text"]) for c in piece["comment"]] == [
        ("Daan", "Eerste."),
        ("Eef", "Tweede."),
    ]
    assert piece["comment"][1]["parentItem"]["@id"] == piece["comment"][0]["@id"]
    assert piece["comment"][1]["datePublished"] == second.published_at.isoformat()
    assert "@example.org" not in json.dumps(piece)


def test_a_reaction_is_as_on_the_page(client, things, article, write, moderator):
    actions.revise_comment(write(article, "Voor de wijziging."), SafeText("Na de wijziging."))
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
    piece = things()["OpinionNewsArticle"]
    assert [comment["text"] for comment in piece["comment"]] == [
        "Na de wijziging.",
        "Antwoord daarop.",
    ]
    assert "parentItem" not in piece["comment"][1]
    assert "eheim" not in client.get("/opinie/samen/").content.decode()


def test_only_the_first_page_holds_them(things, article, write):
    write(article)
    assert "comment" in things()["OpinionNewsArticle"]
    assert "comment" not in things("/opinie/samen/?na=00000001")["OpinionNewsArticle"]


def test_a_debate_about_a_proposition(things, make_article, write):
    article = make_article(proposition="Elke wijk verdient een tafel.")
    write(article)
    found = things()
    debate = found["DiscussionForumPosting"]
    assert debate["headline"] == "Elke wijk verdient een tafel."
    assert debate["about"] == {"@id": found["OpinionNewsArticle"]["@id"]}
    assert debate["commentCount"] == len(debate["comment"]) == 1


def trail(things, path: str) -> list[tuple[str, str]]:
    items = things(path)["BreadcrumbList"]["itemListElement"]
    return [(item["name"], item["item"].removeprefix("http://127.0.0.1:8000")) for item in items]


def test_where_it_stands(things, article, dossier):
    article.topics.add(Topic.objects.create(name="Wonen", slug="wonen"))
    site, asked = ("Weerwoord", "/"), ("Wie dekt de tafel?", "/dossier/tafel/")
    piece = ("Samen aan tafel", "/opinie/samen/")
    assert trail(things, "/opinie/samen/") == [site, asked, piece]
    assert trail(things, "/dossier/tafel/") == [site, ("Dossiers", "/dossiers/"), asked]
    dossier.delete()
    assert trail(things, "/opinie/samen/") == [site, ("Wonen", "/onderwerp/wonen/"), piece]
    article.topics.clear()
    assert "BreadcrumbList" not in things()


def test_a_writer_is_named_with_a_page_where_the_thread_has_one(things, article, author, write):
    write(article, user=author)
    write(article)
    mine, theirs = things()["OpinionNewsArticle"]["comment"]
    assert mine["author"]["url"].endswith(f"/mensen/{author.pk}/")
    assert theirs["author"] == {"@type": "Person", "name": "Daan"}


EVIL = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "</SCRIPT\n>",
    "]]>&lt;\u2028\u2029\\",
    '"}]}',
]


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_can_end_it(evil, client, things, make_article, write):
    article = make_article(title=f"T {evil}"[:200], lead=evil)
    write(article, f"Zo {evil} dus", name="Daan")
    page = client.get("/opinie/samen/").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script', page, re.DOTALL)
    assert not set(block) & set("<>&\u2028\u2029")
    json.loads(block)
    piece = things()["OpinionNewsArticle"]
    assert piece["description"] == tidy_text(evil)


def test_the_vocabulary_finds_mistakes():
    wrong = {
        "@type": "OpinionNewsArticle",
        "headline": "",
        "commentCount": "3",
        "author": {"@type": "Comment", "text": "Nee"},
        "affiliation": {"@type": "Organization", "name": "x"},
        "url": "/opinie/samen/",
    }
    found = schema.problems(wrong, {})
    assert sorted(one for one in found if ": no " in one) == [
        *(": no dateModified", ": no datePublished", ": no image"),
    ]
    assert len(found) == 3 + 5
    short = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 2}]}
    assert len(schema.problems(short, {})) == 3


def test_what_is_withdrawn_says_nothing(client, article):
    Article.objects.filter(pk=article.pk).update(
        status="withdrawn", withdrawn_at=article.published_at
    )
    page = client.get("/opinie/samen/").content.decode()
    assert "ld+json" not in page
    assert "og:" not in page
