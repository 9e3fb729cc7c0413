"""Articles: what is public, in which order, and what saving one leaves alone."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone

from articles import actions, view_counts
from articles.models import Article
from common.html.safe import SafeHtml


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"published_at": timezone.now() + timedelta(hours=1)},
    ],
)
@pytest.mark.parametrize(
    "path",
    ["", "?na=00000001", "reageer/", "reactie/1/", "veranderd/?since=0"],
)
def test_what_is_not_published_is_not_there(fields, path, client, article, write, editor):
    write(article)
    Article.objects.filter(pk=article.pk).update(**fields)
    client.force_login(editor)
    for prefix in ("", "/en"):
        assert client.get(f"{prefix}/opinie/samen/{path}").status_code == 404
        assert "Samen aan tafel" not in client.get(f"{prefix}/").content.decode()


def test_the_front_page_shows_each_once_newest_first(client, make_article):
    moment = timezone.now() - timedelta(days=1)
    for number in range(45):
        # Some at the same moment: the order must still be one.
        make_article(
            f"stuk-{number}",
            title=f"Stuk ({number})",
            published_at=moment + timedelta(minutes=number // 3),
        )
    seen, after = [], ""
    while True:
        context = client.get("/", {"na": after} if after else {}).context
        seen += [article.slug for article in context["articles"]]
        if not (after := context["more"]):
            break
    assert seen == [f"stuk-{number}" for number in reversed(range(45))]


def test_saving_an_article_leaves_the_debate_alone(article, write):
    mine = Article.objects.get(pk=article.pk)
    write(article)
    write(article)
    mine.title = "Een andere kop"
    actions.save_article(mine, SafeHtml(mine.body))
    mine.refresh_from_db()
    assert (mine.title, mine.version, mine.last_number) == ("Een andere kop", 2, 2)


def test_an_article_is_dated_once(make_article):
    article = make_article(status="draft", published_at=None)
    article.status = "published"
    actions.save_article(article, SafeHtml(article.body))
    first = article.published_at
    assert first is not None
    actions.save_article(article, SafeHtml(article.body))
    assert article.published_at == first


def test_what_an_editor_writes_is_made_safe(article):
    written = "<h2>Kop</h2><script>alert(1)</script><p onclick=x>Tekst</p>"
    actions.save_article(article, SafeHtml(written))
    assert "script" not in article.body
    assert "onclick" not in article.body
    assert "Kop" in article.body


class TestViews:
    @pytest.fixture
    def visit(self, article):
        def visit(agent="Mozilla/5.0", address="192.0.2.1", method="get", **headers) -> None:
            request = getattr(RequestFactory(REMOTE_ADDR=address), method)(
                "/", headers={"User-Agent": agent} | headers
            )
            view_counts.count_article_view(article, request)

        yield visit
        view_counts.flush_view_counts()

    def views(self, article) -> int:
        view_counts.flush_view_counts()
        return Article.objects.get(pk=article.pk).views

    def test_a_person_counts_once_in_a_while(self, article, visit):
        for _ in range(3):
            visit()
        visit(address="192.0.2.2")
        visit(agent="Mozilla/5.0 (another)")
        assert self.views(article) == 3
        cache.clear()
        visit()
        assert self.views(article) == 4

    @pytest.mark.parametrize(
        "visitor",
        [
            {"agent": "Googlebot/2.1"},
            {"agent": "curl/8"},
            {"agent": ""},
            {"method": "head"},
            {"Sec-Purpose": "prefetch"},
        ],
    )
    def test_robots_and_foresight_do_not_count(self, visitor, article, visit):
        visit(**visitor)
        assert self.views(article) == 0
