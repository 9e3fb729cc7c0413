"""The page to search on."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

import search.newest
from articles.models import Article, Dossier
from comments import actions as comments
from comments import muting
from comments.models import Comment
from common.html.markdown import render_markdown
from search import actions, find, views
from search.expansion import ExpandedQuery, expand_query
from search.find import SearchFilters
from search.models import Entry
from search.query import parse_query
from tests.html import find_elements, page_text, text_of, texts
from tests.search.library import START

PAGE = "/zoeken/"


def asked_for(typed: str) -> ExpandedQuery:
    return expand_query(parse_query(typed))


def ask(client: Client, **asked: str) -> str:
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_empty(client, db):
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert "Woorden tussen aanhalingstekens" in answer.content.decode()
    assert "Zoeken" in texts(answer, "a[href='/zoeken/']")


def test_what_was_found_is_marked(client, shelves):
    shown = ask(client, zoek="slagschaduw")
    assert "De <mark>slagschaduw</mark> van de turbine" in shown
    assert "Reactie van Auke" in texts(shown, "a:has(bdi)")
    assert 'href="/opinie/windmolens/reactie/' in shown


def test_a_long_text_is_cut_around_what_was_found(client, shelves, make_article):
    make_article("lang", body=f"<p>{'Er was eens. ' * 60}Een kwikstaart. {'En toen. ' * 60}</p>")
    actions.catch_up_articles()
    shown = ask(client, zoek="kwikstaart")
    assert "… " in page_text(shown, "main")
    assert "<mark>kwikstaart</mark>" in shown
    assert shown.count("Er was eens") < 10


def test_in_english(client, shelves):
    shown = client.get("/en/zoeken/", {"zoek": "landlords"}).content.decode()
    assert "Rents rise faster than houses" in shown
    assert "Reaction by Maeve" in texts(shown, "a:has(bdi)")


def test_what_was_typed_wrong_is_said(client, shelves):
    assert "We zochten ook naar ‘referendum’" in ask(client, zoek="refernedum")


def test_nothing_has_all_words(client, shelves):
    shown = ask(client, zoek="windmolens bibliotheekpas")
    assert "Nergens staan al deze woorden bij elkaar" in shown
    assert "zijn niet lelijk" in shown


def test_nothing(client, shelves):
    assert "Er is niets gevonden" in ask(client, zoek="xyzzyqwrt")


@pytest.mark.parametrize("typed", ["x", "-huur", "?", '""', "' "])
def test_too_short(client, db, typed):
    assert "minstens twee letters" in ask(client, zoek=typed)


@pytest.mark.parametrize(
    "typed",
    [
        "huur\0toeslag", '"', '"""', "huur AND", "NEAR(huur toeslag)", "huur*", "words:huur",
        "{head}: huur", "huur' OR 1=1; --", "huur & ! |", "<-> huur", "huur:*A", "\\", "%", "_",
        "(huur", "huur)", "^huur", "huur " * 200, "x" * 5000, "\ud83d\ude00 huur", "ﷺ ß İ ı",
        "日本語 huur", "हिन्दी", "-" * 300, '-"" huur', "² ½ huur",
    ],
)  # fmt: skip
def test_anything_can_be_typed(client, shelves, typed):
    typed = typed.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for order in ("", "nieuw"):
        ask(client, zoek=typed, volgorde=order)


@pytest.mark.parametrize(
    "more",
    [
        {"na": "x"}, {"na": "9" * 30 + "-1"}, {"na": "1-1"}, {"na": "²-³"},
        {"na": "1" * 19 + "-" + "9" * 19},
        {"van": "0001-01-01"}, {"tot": "9999-12-31"}, {"van": "gisteren"}, {"dossier": "nergens"},
        {"dossier": "\0"}, {"auteur": "\0%"}, {"auteur": "x" * 500}, {"volgorde": "?"},
    ],
)  # fmt: skip
def test_any_address(client, shelves, more):
    ask(client, zoek="toeslag", **more)
    ask(client, **({"zoek": "toeslag", "volgorde": "nieuw"} | more))


def test_filters(shelves, look):
    wonen = Dossier.objects.get(slug="wonen")
    everything = look("huur")
    assert {"huurtoeslag", "huur-hoog", "housing"} & set(everything)
    assert look("huur", SearchFilters(only_articles=True)) == ["huurtoeslag"]
    assert "huur-hoog" in look("huur", SearchFilters(dossier=wonen))
    assert look("werkgever", SearchFilters(dossier=wonen)) == []
    assert look("dorp", SearchFilters(author="femke")) == ["dorpshuis"]
    assert look("dorp", SearchFilters(author="Niemand")) == []
    day = START.date()
    assert look("huurtoeslag", SearchFilters(first=day, last=day)) == ["huurtoeslag"]
    assert look("huurtoeslag", SearchFilters(first=day + timedelta(days=400))) == []


def test_what_an_author_answered_is_found_with_what_they_wrote(article, write, author, look):
    write(article, "Als schrijver zeg ik kwikstaart.", user=author)
    write(article, "Als lezer zeg ik kwikstaart.")
    actions.rebuild_search_index()
    found = find.find_entries(asked_for("kwikstaart"), SearchFilters(author="Adriaan")).entries
    assert [entry.comment.role for entry in found] == ["author"]


def test_the_newest_first(shelves, look):
    newest = look("toeslag", newest=True)
    assert newest[:2] == ["kinderopvang", "zorgtoeslag"]


@pytest.fixture
def many(article) -> None:
    """Fifty reactions with one word, the same length or not, some at the same moment."""
    Comment.objects.bulk_create(
        Comment(
            article=article,
            name="Veel",
            text=text,
            html=render_markdown(text),
            status="published",
            shown_revision=1,
            number=n,
            version=n,
            path=f"{n:08d}",
            published_at=START + timedelta(days=n // 4),
        )
        for n in range(1, 51)
        for text in ["Een kwikstaart" + " en nog een kwikstaart" * (n % 5) + " hier" * (n % 3)]
    )
    Article.objects.filter(pk=article.pk).update(version=50, last_number=50)
    actions.rebuild_search_index()


@pytest.mark.parametrize(
    ("typed", "newest", "few", "walked"),
    [
        ("kwikstaart", False, 4_000, 10_000),
        ("kwikstaart", False, 10, 10_000),
        ("kwikstaart", True, 4_000, 10_000),
        ("kwikstaart", True, 10, 7),
        ('"een kwikstaart"', True, 10, 7),
    ],
)
def test_pages_hold_while_others_write(
    many, typed, newest, few, walked, monkeypatch, article, write
):
    monkeypatch.setattr(search.newest, "FEW_MATCHES", {True: few, False: few})
    monkeypatch.setattr(search.newest, "MOST_WALKED", {True: walked, False: walked})
    expected = set(Entry.objects.filter(comment__isnull=False).values_list("pk", flat=True))
    seen: list[int] = []
    after = ""
    while True:
        page = find.find_entries(asked_for(typed), SearchFilters(), newest=newest, after=after)
        seen += [entry.pk for entry in page.entries]
        if not (after := page.next):
            break
        if not page.entries:
            continue
        # Between two pages one appears, and the very last that was shown goes.
        # FTS5 weighs by how long all texts are: there, what is new can move two that are alike.
        if newest or connection.vendor == "postgresql":
            actions.reindex_comments([write(article, f"Weer een kwikstaart {len(seen)}.").pk])
        if len(seen) < 40:
            Comment.objects.filter(entry=seen[-1]).update(status="withdrawn")
    assert len(seen) == len(set(seen))
    assert expected <= set(seen)


@pytest.mark.parametrize("order", ["", "nieuw"])
def test_page_after_page_shows_each_once(client, many, order):
    shown: list[str] = []
    address = f"{PAGE}?zoek=kwikstaart&volgorde={order}"
    while address:
        page = client.get(address).content.decode()
        shown += re.findall(r"/reactie/(\d+)/", page)
        further = find_elements(page, "a[rel=next]")
        address = further and PAGE + further[0].get("href")
    assert sorted(map(int, shown)) == list(range(1, 51))


def test_more_than_is_weighed_is_said(client, many, monkeypatch):
    monkeypatch.setattr(find, "MOST_WEIGHED", 10)
    shown = ask(client, zoek="kwikstaart")
    assert shown.count("<h3") == 10
    assert "Bekijk alles, het nieuwste eerst" in shown
    assert "Bekijk alles" not in ask(client, zoek="samen")


def test_the_commonest_words_side_by_side_are_looked_for_bit_by_bit(client, many, monkeypatch):
    """Each text has both words; that they stand side by side, only the oldest."""
    oldest = Comment.objects.filter(number=1)
    oldest.update(html="<p>Een hier.</p>")
    Comment.objects.exclude(number=1).update(html="<p>Hier is een.</p>")
    actions.reindex_comments(Comment.objects.values_list("pk", flat=True))
    monkeypatch.setattr(search.newest, "FEW_MATCHES", {True: 5, False: 5})
    monkeypatch.setattr(search.newest, "MOST_WALKED", {True: 20, False: 20})
    page = ask(client, zoek='"een hier"')
    for _ in range(3):
        assert "Er is niets gevonden" not in page
        assert "<h3" not in page
        buttons = find_elements(page, "a.button")
        [further] = [link for link in buttons if text_of(link) == "Zoek verder terug"]
        page = client.get(PAGE + further.get("href")).content.decode()
        if "<h3" in page:
            break
    assert "<mark>Een</mark> <mark>hier</mark>" in page


def test_the_next_page_keeps_what_was_asked(client, many):
    answer = client.get(PAGE, {"zoek": "kwikstaart", "volgorde": "nieuw"})
    following = client.get(f"{PAGE}?{answer.context['page'].next}")
    assert len(following.context["page"].results) == 20
    assert following.context["form"].newest


def test_who_asks_too_often_waits(client, db, monkeypatch):
    monkeypatch.setattr(views, "MOST_SEARCHES_A_MINUTE", 2)
    answers = [client.get(PAGE, {"zoek": "toeslag"}) for _ in range(5)]
    # The minute may have turned once.
    assert answers[-1].status_code == 429
    assert "sneller dan wij" in answers[-1].content.decode()
    assert client.get(PAGE).status_code == 200


def test_as_many_queries_for_one_result_as_for_twenty(
    client, many, shelves, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30):
        ask(client, zoek="kwikstaart")
    with django_assert_max_num_queries(30):
        ask(client, zoek="slagschaduw")


def test_nothing_of_a_text_becomes_markup(client, article, write):
    write(article, "Een kwikstaart <script>alert(1)</script> & meer")
    actions.rebuild_search_index()
    shown = ask(client, zoek="kwikstaart")
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


def test_bytes_that_are_no_text(client, shelves):
    for typed in ("%FF%00huur", "%ED%A0%80 huur", "%00", "huur%00%00" * 500):
        for name in ("zoek", "na", "auteur", "dossier", "van", "volgorde"):
            assert client.get(f"{PAGE}?zoek=huur&{name}={typed}").status_code == 200


def test_whom_a_member_folded_away_is_folded(client, reader, article, write):
    theirs = write(article, "Een kwikstaart.", name="Daan", email="daan@example.org")
    write(article, "Nog een kwikstaart.", name="Els", email="els@example.org")
    actions.rebuild_search_index()
    assert "Daan" not in page_text(ask(client, zoek="kwikstaart"), "summary")
    comments.mute_writer(theirs, by=reader)
    client.force_login(reader)
    shown = ask(client, zoek="kwikstaart")
    [folded] = [told for told in texts(shown, "summary") if told.startswith("Reactie van")]
    assert folded.startswith("Reactie van Daan, door jou weggevouwen.")


def test_a_guests_browser_is_told_the_marks_of_the_page(client, article, write):
    comment = write(article, "Een kwikstaart.")
    actions.rebuild_search_index()
    shown = ask(client, zoek="kwikstaart")
    assert f'data-article="{article.pk}" data-writer="{muting.writer_mark(comment)}"' in shown
    assert muting.writer_mark(comment) in client.get(article.get_absolute_url()).content.decode()
