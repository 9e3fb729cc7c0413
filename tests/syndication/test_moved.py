"""Addresses that readers, search engines and other sites know never break."""

import pytest
from django.utils import timezone

from accounts.models import User
from articles import actions
from articles.models import Article, OldAddress
from importer.models import OldLink
from tests.importer import wxr
from tests.importer.conftest import bring_in  # noqa: F401


def goes_to(client, path: str, **headers) -> str:
    """Return the target of a permanent redirect, and "404" where nothing is."""
    answer = client.get(path, headers=headers)
    if answer.status_code == 301:
        assert answer["Cache-Control"] == "public, max-age=3600"
        return answer["Location"]
    return str(answer.status_code)


@pytest.fixture
def moved(article):
    OldAddress.objects.create(slug="toen", article=article)
    return article


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/opinie/toen/", "/opinie/samen/"),
        ("/en/opinie/toen/", "/en/opinie/samen/"),
        ("/opinie/toen/?na=00000001", "/opinie/samen/?na=00000001"),
        ("/opinie/toen/reactie/3/", "/opinie/samen/reactie/3/"),
        ("/opinie/toen/veranderd/?since=4", "/opinie/samen/veranderd/?since=4"),
        ("/opinie/toen/feed/atom/", "/opinie/samen/feed/atom/"),
        ("/opinie/toen/feed?x=1", "/opinie/samen/feed/?x=1"),
        ("/opinie/toen", "/opinie/samen/"),
        ("/opinie/toen/a%0d%0ab//evil.example/", "/opinie/samen/a%0D%0Ab//evil.example/"),
        ("/opinie/nooit/", "404"),
        ("/opinie/nooit/reactie/3/", "404"),
    ],
)
def test_a_former_address_leads_on(old, new, client, moved):
    assert goes_to(client, old) == new


def test_an_editor_changes_an_address(client, article):
    actions.change_article_slug(article, "anders")
    assert goes_to(client, "/opinie/samen/") == "/opinie/anders/"
    actions.change_article_slug(article, "samen")
    assert goes_to(client, "/opinie/anders/") == "/opinie/samen/"
    assert goes_to(client, "/opinie/samen/") == "200"


def test_what_is_there_now_comes_first(client, moved, make_article):
    make_article("toen", title="Een ander stuk")
    assert client.get("/opinie/toen/").status_code == 200
    assert goes_to(client, "/opinie/toen/nergens/") == "404"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"published_at": timezone.now() + timezone.timedelta(days=1)},
    ],
)
def test_nothing_tells_of_what_nobody_may_read(fields, client, moved):
    OldLink.objects.create(path="?p=12", article=moved)
    OldLink.objects.create(path="/2015/03/toen", article=moved)
    Article.objects.filter(pk=moved.pk).update(**fields)
    assert goes_to(client, "/opinie/toen/") == "404"
    assert goes_to(client, "/2015/03/toen/") == "404"
    assert goes_to(client, "/?p=12") == "200"


def test_what_was_withdrawn_has_a_page_that_says_so(client, moved):
    Article.objects.filter(pk=moved.pk).update(status="withdrawn", withdrawn_at=timezone.now())
    assert goes_to(client, "/opinie/toen/") == "/opinie/samen/"
    assert client.get("/opinie/samen/").status_code == 410


def test_only_reading_is_led_on(client, moved):
    assert client.post("/opinie/toen/reageer/").status_code == 404


SUBJECTS = (
    '<category domain="category" nicename="eten"><![CDATA[Koken & eten]]></category>'
    '<category domain="post_tag" nicename="caf%c3%a9"><![CDATA[Het café]]></category>'
)
EXPORT = wxr.export(
    wxr.author(login="Wim.W"),
    wxr.post(
        2261,
        SUBJECTS + wxr.comment(11) + wxr.comment(12) + wxr.comment(13, approved="0"),
        link="http://wijkkrant.example/2015/03/De-buurt-kookt-z%c3%a9lf/",
        creator="Wim.W",
    ),
    wxr.post(2262, link="http://wijkkrant.example/?p=2262", post_name="tweede", status="draft"),
)


FORMER = [
    ("/?p=2261", "/opinie/de-buurt-kookt-zelf/"),
    ("/en/?p=2261", "/en/opinie/de-buurt-kookt-zelf/"),
    ("/2015/03/de-buurt-kookt-zélf/", "/opinie/de-buurt-kookt-zelf/"),
    ("/2015/03/De-buurt-kookt-z%C3%A9lf", "/opinie/de-buurt-kookt-zelf/"),
    ("/2015/03/de-buurt-kookt-zélf/comment-page-2/", "/opinie/de-buurt-kookt-zelf/"),
    ("/2015/03/de-buurt-kookt-zélf/feed/", "/opinie/de-buurt-kookt-zelf/feed/"),
    ("/2015/03/de-buurt-kookt-zélf/feed/atom/", "/opinie/de-buurt-kookt-zelf/feed/atom/"),
    ("/2015/03/de-buurt-kookt-zélf/foto-van-de-pan/", "/opinie/de-buurt-kookt-zelf/"),
    ("/2015/03/de-buurt-kookt-zélf?replytocom=12", "/opinie/de-buurt-kookt-zelf/"),
    ("/index.php/2015/03/de-buurt-kookt-zélf/", "/opinie/de-buurt-kookt-zelf/"),
    ("/index.php?p=2261&utm_source=x", "/opinie/de-buurt-kookt-zelf/"),
    ("/index.php", "/"),
    ("/?p=2261&feed=rss2", "/opinie/de-buurt-kookt-zelf/feed/"),
    ("/?feed=rss2", "/feed/"),
    ("/?feed=atom", "/feed/atom/"),
    ("/feed/rss2/", "/feed/"),
    ("/2015/", "/archief/2015/"),
    ("/2015/03", "/archief/2015/3/"),
    ("/2015/03/02/", "/archief/2015/3/"),
    ("/2016/", "404"),
    ("/2015/13/", "404"),
    ("/category/eten/", "/onderwerp/koken-eten/"),
    ("/categorie/leven/eten", "/onderwerp/koken-eten/"),
    ("/category/eten/page/2/", "/onderwerp/koken-eten/"),
    ("/category/eten/feed/", "/onderwerp/koken-eten/feed/"),
    ("/tag/café/", "/onderwerp/het-cafe/"),
    ("/?tag=caf%C3%A9", "/onderwerp/het-cafe/"),
    ("/?category_name=leven/eten", "/onderwerp/koken-eten/"),
    ("/category/caf%C3%A9/", "404"),
    ("/tag/nooit/", "404"),
    ("/author/wimw/", "/mensen/{wim}/"),
    ("/?author=7", "/mensen/{wim}/"),
    ("/author/wimw/feed/", "/mensen/{wim}/feed/"),
    ("/author/niemand/", "404"),
    ("/2015/03/een-ander/", "404"),
    ("/2015/03/%00/", "404"),
    ("/%2F/evil.example/2015/03/de-buurt-kookt-zélf/", "404"),
    (f"/{'a' * 600}/", "404"),
    ("/?p=2262", "200"),
    ("/?p=99999999999999999999", "200"),
    ("/?p=x", "200"),
]


def test_addresses_of_the_former_site(client, bring_in):  # noqa: F811
    bring_in(EXPORT)
    wim = User.objects.get().pk
    expected = {old: new.format(wim=wim) for old, new in FORMER}
    assert {old: goes_to(client, old) for old in expected} == expected
    # In one step.
    places = {new for new in expected.values() if new.startswith("/")}
    assert {place: client.get(place).status_code for place in places} == dict.fromkeys(places, 200)


def test_a_reaction_is_found_by_its_former_number(client, bring_in, make_article):  # noqa: F811
    """As a page asks that was opened at `#comment-12`."""
    bring_in(EXPORT)
    page = "/opinie/de-buurt-kookt-zelf/"
    assert f'data-former="{page}oud/0/"' in client.get(page).content.decode()
    assert client.get(f"{page}oud/12/")["Location"] == f"{page}#reactie-2"
    make_article("ander")
    lost = [f"{page}oud/{number}/" for number in (13, 99, 10**30)]
    for path in (*lost, "/opinie/ander/oud/12/"):
        assert client.get(path)["Location"].endswith("/#reacties"), path
    Article.objects.update(status="draft")
    assert client.get(f"{page}oud/12/").status_code == 404


def test_what_lies_hidden_leads_nowhere(client, bring_in):  # noqa: F811
    bring_in(EXPORT)
    Article.objects.update(status="draft")
    for path in ("/category/eten/", "/author/wimw/", "/2015/", "/2015/03/de-buurt-kookt-zélf/x/"):
        assert goes_to(client, path) == "404", path


def test_they_are_learned_of_what_was_imported_before(client, bring_in):  # noqa: F811
    bring_in(EXPORT)
    OldLink.objects.all().delete()
    bring_in(EXPORT)
    assert goes_to(client, "/?p=2261") == "/opinie/de-buurt-kookt-zelf/"


@pytest.mark.parametrize("path", ["/nergens/", "/opinie/nergens/", "/2015/03/nergens/"])
def test_one_question_at_most(path, client, db, django_assert_num_queries):
    missed = 1 if path.startswith("/opinie/") else 0  # the page that is not there
    with django_assert_num_queries(1 + missed):
        assert client.get(path).status_code == 404
