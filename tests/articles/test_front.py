"""The front page: what leads, what is debated now, what debates came to, what is discussed most."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles import actions
from articles.models import Article, Dossier
from comments.models import Comment
from common.html.safe import SafeHtml, SafeText
from moderation.models import AuditEntry
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def front(client):
    def front() -> dict:
        cache.clear()
        return _of(client.get("/"))

    return front


def _of(page) -> dict:
    names = ("articles", "exchanges", "conclusions", "discussed", "dossiers")
    return {name: list(page.context[name]) for name in names} | {"text": page.content.decode()}


@pytest.fixture
def exchange(write, author):
    """A reader asks, the author answers."""

    def exchange(article: Article, text: str = "Dat ligt anders.") -> Comment:
        return write(article, text, user=author, parent=write(article, "Is dat zo?"))

    return exchange


def test_the_newest_leads(make_article, front):
    for number in range(3):
        make_article(f"stuk-{number}", title=f"Stuk {number}")
    page = front()["text"]
    assert page.index("Stuk 2") < page.index("Stuk 1") < page.index("Stuk 0")
    assert page.count('class="leading"') == 1
    assert page.count('class="teaser"') == 2


def test_what_an_editor_chose_leads_until_it_is_freed_or_withdrawn(
    make_article, front, client, editor
):
    pieces = [make_article(f"stuk-{number}", title=f"Stuk {number}") for number in range(3)]
    client.force_login(editor)

    def step(article, do: str) -> None:
        client.post(f"/redactie/stuk/{article.pk}/stap/", {"do": do})

    def order() -> list[str]:
        return [article.slug for article in front()["articles"]]

    step(pieces[0], "lead")
    assert order() == ["stuk-0", "stuk-2", "stuk-1"]
    step(pieces[1], "lead")
    assert order() == ["stuk-1", "stuk-2", "stuk-0"]
    step(pieces[1], "lead_no_more")
    assert order() == ["stuk-2", "stuk-1", "stuk-0"]
    step(pieces[0], "lead")
    actions.withdraw_article(pieces[0], by=editor, reason="Nee.", keeps_debate=True)
    actions.restore_article(pieces[0], by=editor)
    assert order() == ["stuk-2", "stuk-1", "stuk-0"]
    done = list(AuditEntry.objects.order_by("pk").values_list("verb", "subject", "actor"))
    assert done[:3] == [
        ("front_given", f"article:{pieces[0].pk}", editor.pk),
        ("front_given", f"article:{pieces[1].pk}", editor.pk),
        ("front_freed", f"article:{pieces[1].pk}", editor.pk),
    ]


def test_what_leads_costs_the_older_pages_nothing(make_article, client, editor):
    for number in range(25):
        make_article(f"stuk-{number}")
    actions.feature_article(Article.objects.get(slug="stuk-2"), by=editor)
    first = client.get("/")
    shown = [article.slug for article in first.context["articles"]]
    assert shown[:2] == ["stuk-2", "stuk-24"]
    assert len(shown) == 20
    second = client.get(f"/?na={first.context['more']}").context["articles"]
    assert {*shown, *(article.slug for article in second)} == {f"stuk-{n}" for n in range(25)}


def test_of_each_live_debate_the_latest_exchange(make_article, exchange, front):
    one, two = make_article("een"), make_article("twee")
    exchange(one, "Eerst.")
    last_of_two = exchange(two)
    last_of_one = exchange(one, "Daarna.")
    assert front()["exchanges"] == [last_of_one, last_of_two]
    page = front()["text"]
    assert "Is dat zo?" in page
    assert "Daarna." in page
    assert "Eerst." not in page


@pytest.mark.parametrize("change", ["closed", "withdrawn", "removed", "asked removed", "long ago"])
def test_not_what_is_over_or_gone(change, article, exchange, front):
    answer = exchange(article)
    match change:
        case "closed":
            Article.objects.update(closed_at=timezone.now())
        case "withdrawn":
            Article.objects.update(status="withdrawn", withdrawn_at=timezone.now())
        case "removed":
            Comment.objects.filter(pk=answer.pk).update(status="removed")
        case "asked removed":
            Comment.objects.filter(pk=answer.parent_id).update(status="removed")
        case "long ago":
            Comment.objects.update(published_at=timezone.now() - 15 * DAY)
    assert front()["exchanges"] == []
    if change != "closed" and change != "long ago":
        assert "Dat ligt anders." not in front()["text"]


def test_conclusions_of_this_week_only(make_article, editor, front):
    new, old = make_article("nieuw"), make_article("oud")
    for article in (new, old):
        actions.save_conclusions(article, SafeHtml("<p>De tafel komt er.</p>"), editor)
    Article.objects.filter(pk=old.pk).update(concluded_at=timezone.now() - 8 * DAY)
    assert front()["conclusions"] == [new]
    assert "De tafel komt er." in front()["text"]


def test_only_dossiers_that_readers_see(front, db):
    for slug in ("een", "twee"):
        made = actions.save_dossier(
            Dossier(), title=f"Vraag {slug}", slug=slug, introduction=SafeText("")
        )
        if slug == "een":
            actions.show_dossier(made, by=None)
    assert [dossier.slug for dossier in front()["dossiers"]] == ["een"]


def test_most_discussed_by_people_not_by_clicks_or_words(make_article, write, front):
    much_read = make_article("gelezen")
    Article.objects.filter(pk=much_read.pk).update(views=10**6)
    by_one, by_two, exchanged = (make_article(slug) for slug in ("alleen", "twee", "gesprek"))
    people = [make_user(f"p{n}@example.org", f"Persoon {n}") for n in range(3)]
    for _ in range(9):
        write(by_one, "En nog wat.", user=people[0])
    for person in people[:2]:
        write(by_two, user=person)
    first = write(exchanged, user=people[0])
    write(exchanged, user=people[1], parent=first)
    assert front()["discussed"] == [exchanged, by_two]
    Comment.objects.filter(article=exchanged).update(published_at=timezone.now() - 8 * DAY)
    assert front()["discussed"] == [by_two]


def test_what_was_withdrawn_since_it_was_counted_is_not_named(article, write, client):
    for name in ("Daan", "Els"):
        write(article, name=name, email=f"{name}@example.org")
    assert list(client.get("/").context["discussed"]) == [article]
    Article.objects.update(status="withdrawn", withdrawn_at=timezone.now())
    page = client.get("/")
    assert list(page.context["discussed"]) == []
    assert article.title not in page.content.decode()


def test_further_on_there_are_only_older_pieces(make_article, exchange, client):
    for number in range(25):
        make_article(f"stuk-{number}")
    exchange(Article.objects.get(slug="stuk-0"))
    first = client.get("/")
    page = client.get(f"/?na={first.context['more']}")
    assert [article.slug for article in page.context["articles"]] == [
        f"stuk-{number}" for number in range(4, -1, -1)
    ]
    assert "Nu in debat" not in page.content.decode()
