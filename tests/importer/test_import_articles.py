"""Importing posts as articles."""

from datetime import UTC, datetime

import pytest

from articles.models import Article
from tests.conftest import make_user
from tests.importer import wxr

LONG = "Wie in een straat woont waar niemand groet, weet na een jaar nog niet wie er ziek is."


def imported(bring_in, *posts: str) -> Article:
    bring_in(wxr.export(wxr.author(), *posts))
    return Article.objects.get()


@pytest.mark.parametrize(
    ("status", "becomes", "dated"),
    [
        ("publish", "published", True),
        ("private", "draft", True),
        ("future", "draft", True),
        ("draft", "draft", False),
        ("pending", "draft", False),
    ],
)
def test_a_status_becomes_ours(bring_in, status, becomes, dated):
    article = imported(bring_in, wxr.post(status=status))
    assert (article.status, article.published_at is not None) == (becomes, dated)


def test_what_needs_a_password_there_is_not_public_here(bring_in):
    assert imported(bring_in, wxr.post(post_password="geheim")).status == "draft"


def test_trash_pages_and_attachments_stay_behind_and_are_counted(bring_in):
    said = bring_in(
        wxr.export(
            wxr.post(1, status="trash", comments=wxr.comment(1) + wxr.comment(2)),
            wxr.post(2, post_type="page"),
            wxr.post(3, post_type="attachment", status="inherit"),
            wxr.post(4, post_type="attachment", status="inherit"),
        )
    )
    assert not Article.objects.exists()
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert "1 article with the status “trash”" in lines
    assert "2 reactions under what is not imported" in lines
    assert "1 item of the kind “page”: only posts are articles" in lines
    assert "2 items of the kind “attachment”: only posts are articles" in lines


def test_the_byline_names_the_author_and_links_the_account(bring_in):
    article = imported(bring_in, wxr.post())
    byline = article.bylines.get()
    assert (byline.name, byline.user.email) == ("Wim Wijk", "wim@example.org")


def test_an_author_with_an_account_keeps_it(bring_in, db):
    wim = make_user("wim@example.org", "Wim van der Wijk")
    article = imported(bring_in, wxr.post())
    assert article.bylines.get().user == wim
    wim.refresh_from_db()
    assert wim.name == "Wim van der Wijk"
    assert wim.has_usable_password()


def test_an_unknown_author_is_a_name_in_the_byline_and_no_account(bring_in):
    byline = imported(bring_in, wxr.post(creator="oud-redacteur")).bylines.get()
    assert (byline.name, byline.user) == ("oud-redacteur", None)


def test_only_who_wrote_something_gets_an_account(bring_in, django_user_model):
    bring_in(wxr.export(wxr.author(), wxr.author(8, "ans", "ans@example.org", "Ans"), wxr.post()))
    assert [user.email for user in django_user_model.objects.all()] == ["wim@example.org"]


def test_a_title_loses_its_mark_up(bring_in):
    title = "Koken &amp; <em>wassen</em>&#8230;"
    assert imported(bring_in, wxr.post(title=title)).title == "Koken & wassen…"


def test_an_address_that_is_taken_gets_a_number(bring_in, make_article):
    make_article("de-buurt-kookt-zelf")
    bring_in(wxr.export(wxr.post(1), wxr.post(2)))
    slugs = Article.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == [
        "de-buurt-kookt-zelf",
        "de-buurt-kookt-zelf-2",
        "de-buurt-kookt-zelf-3",
    ]


@pytest.mark.parametrize(
    ("name", "title", "slug"),
    [("caf%c3%a9", "Café", "cafe"), ("", "Eén tafel", "een-tafel"), ("", "?", "artikel-100")],
)
def test_an_address_is_always_one(bring_in, name, title, slug):
    assert imported(bring_in, wxr.post(post_name=name, title=title)).slug == slug


def test_the_excerpt_is_the_lead(bring_in):
    article = imported(bring_in, wxr.post(excerpt="Kort &amp; <b>goed</b>.", content=LONG))
    assert article.lead == "Kort & goed."
    assert article.body == f'<p dir="auto">{LONG}</p>'


def test_without_an_excerpt_the_first_paragraph_leads_and_stands_there_once(bring_in):
    article = imported(bring_in, wxr.post(excerpt="", content=f"{LONG}\n\nDaarom koken wij."))
    assert article.lead == LONG
    assert article.body.strip() == '<p dir="auto">Daarom koken wij.</p>'


@pytest.mark.parametrize(
    "content",
    [
        LONG,  # nothing would be left to read
        f"Kort.\n\n{LONG}",
        f'{LONG} <a href="https://wijk.example/">Lees</a> dit eerst.\n\nDaarom koken wij.',
        f"<h2>{LONG}</h2>\n\nDaarom koken wij.",
        f"Door Wim Wijk, die in deze straat woont en er al jaren niet kookt\n\n{LONG}",
    ],
)
def test_a_first_paragraph_that_is_no_lead_stays_where_it_is(bring_in, content):
    article = imported(bring_in, wxr.post(excerpt="", content=content))
    assert article.lead == ""
    assert LONG[:40] in article.body


def test_a_closed_debate_is_closed_since_its_last_word(bring_in):
    article = imported(
        bring_in, wxr.post(comment_status="closed", comments=wxr.comment(1) + wxr.comment(61))
    )
    assert article.closed_at == datetime(2015, 3, 3, 1, 1, tzinfo=UTC)


def test_an_open_debate_stays_open(bring_in):
    assert imported(bring_in, wxr.post()).closed_at is None


def test_without_a_date_in_utc_the_local_one_counts(bring_in):
    summer = {"post_date": "2015-07-02 09:00:00", "post_date_gmt": wxr.ZERO}
    article = imported(bring_in, wxr.post(**summer))
    assert article.published_at == datetime(2015, 7, 2, 7, 0, tzinfo=UTC)


def test_without_any_date_it_is_a_draft(bring_in):
    article = imported(bring_in, wxr.post(post_date=wxr.ZERO, post_date_gmt=wxr.ZERO))
    assert (article.status, article.published_at) == ("draft", None)


def test_scripts_do_not_come_along(bring_in):
    content = '<p onclick="x()">Tekst</p><script>alert(1)</script><a href="javascript:x()">hier</a>'
    body = imported(bring_in, wxr.post(content=content)).body
    assert [line for line in body.split("\n") if line] == [
        '<p dir="auto">Tekst</p>',
        '<p dir="auto">hier</p>',
    ]


def test_pictures_are_pointed_out(bring_in):
    picture = '<img src="https://wijkkrant.example/pan.jpg" alt="Een pan">'
    said = bring_in(wxr.export(wxr.post(content=picture)))
    assert "Article 100, “De buurt kookt zelf”: 1 picture still at the old site" in said


def test_what_cannot_be_made_safe_is_named_and_the_rest_goes_on(bring_in):
    said = bring_in(wxr.export(wxr.post(1, content="<b>" * 3000), wxr.post(2, title="De tweede")))
    assert Article.objects.get().title == "De tweede"
    assert "Not imported: article 1, “De buurt kookt zelf”" in said
