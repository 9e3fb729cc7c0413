"""The public log: what it tells, and above all what it does not."""

import re
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from comments import actions
from comments.models import Decision
from desk.statistics import public_log
from desk.statistics.periods import start_of_week
from moderation.models import HouseRule
from tests.desk.statistics import Past, at

pytestmark = pytest.mark.both


@pytest.fixture
def past(article) -> Past:
    return Past(article)


def text(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_a_removal_by_its_number_its_day_and_its_rule(past, client, article):
    rule = HouseRule.objects.get(number=2)
    past.remove("2025-03-01 12:34", house_rule=rule)
    for address in ("/logboek/", f"/opinie/{article.slug}/logboek/"):
        page = client.get(address).content.decode()
        assert "Reactie #1" in page
        assert "Val de mening aan, niet de mens" in page
        assert "/huisregels/#regel-2" in page
        assert "1 maart 2025" in page
        assert not re.search(r"\d\d:\d\d", page.partition("<main")[2])
    english = client.get("/en/logboek/").content.decode()
    assert "Attack the opinion, not the person" in english
    assert "/en/huisregels/#regel-2" in english


def test_on_the_ground_of_the_law_without_the_words_of_the_moderator(past, client):
    past.remove("2025-03-01 12:00", reason="illegal", law="artikel 266, tegen Jan de Boer")
    page = text(client, "/logboek/")
    assert "in strijd met de wet" in page
    assert "Jan de Boer" not in page


def test_it_links_to_the_place_that_there_is(past, client, write, article, judge):
    first = write(article, "Eerst.")
    write(article, "Hierop.", parent=first)
    alone = write(article, "Alleen.", email="a@example.org")
    for comment in (first, alone):
        judge(comment, "reject")
    page = client.get("/logboek/").content.decode()
    assert f"/opinie/{article.slug}/reactie/1/" in page  # its tombstone stands, for the answer
    assert f"/reactie/{alone.number}/" not in page
    assert f"Reactie #{alone.number}" in text(client, "/logboek/")
    judge(alone, "approve")
    shown = text(client, "/logboek/")
    name = f"Reactie #{alone.number}"
    assert shown.index(f"{name} is teruggezet") < shown.index(f"{name} is verwijderd")


def test_what_is_held_refused_or_edited_now_leaves_no_trace(in_state, state, client, article):
    before = [text(client, "/logboek/"), text(client, f"/opinie/{article.slug}/logboek/")]
    comment = in_state(state)
    after = [text(client, "/logboek/"), text(client, f"/opinie/{article.slug}/logboek/")]
    if state == "removed":
        assert f"Reactie #{comment.number}" in after[0]
    else:
        assert after == before


def refusals(past: Past, moments: list[str], **fields) -> None:
    for number, moment in enumerate(moments):
        past.refuse(moment, email=f"schrijver{number}@example.org", **fields)


# Monday 3 to Sunday 9 March 2025, on the clock of Amsterdam.
WEEK = ["2025-03-02 23:00", "2025-03-05 12:00", "2025-03-09 22:59"]


def test_refusals_are_counted_by_the_week_and_from_three_writers(past, client):
    refusals(past, WEEK, reason="spam")
    past.refuse("2025-03-02 22:59", email="a@example.org")  # the week before
    past.refuse("2025-03-09 23:00", email="b@example.org")  # the week after
    page = text(client, "/logboek/")
    assert "van 3 maart tot en met 9 maart" in page
    assert "3 teksten geweigerd die nooit openbaar waren" in page
    assert "3 × reclame of spam" in page
    assert page.count("In de week") == 1


def test_two_writers_are_not_three_however_much_they_wrote(past, client):
    for number, moment in enumerate(WEEK * 2):
        past.refuse(moment, email=f"schrijver{number % 2}@example.org")
    assert "In de week" not in text(client, "/logboek/")


def test_a_ground_of_one_writer_is_not_told(past, client):
    refusals(past, WEEK, reason="spam")
    past.refuse(WEEK[1], email="enige@example.org", reason="personal")
    page = text(client, "/logboek/")
    assert "4 teksten geweigerd" in page
    assert "3 × reclame" in page
    assert "persoonlijk" not in page.lower().partition("in de week")[2]


def test_this_week_is_not_counted_yet(past, client):
    begins = start_of_week(timezone.localdate())
    for number in range(5):
        decision = past.refuse("2025-03-05 12:00", email=f"s{number}@example.org")
        Decision.objects.filter(pk=decision.pk).update(created_at=timezone.now())
    assert "In de week" not in text(client, "/logboek/")
    assert all(counted.day < begins for counted in public_log.log_bundles_of_past_weeks())


def test_refused_edits_and_automatic_refusals_are_in_the_count(past, client):
    refusals(past, WEEK[:2])
    edited = past.comment(email="c@example.org")
    past.decide(edited, "reject", WEEK[1], "published", "published", reason="insult")
    by_rule = past.comment("rejected", email="d@example.org")
    past.decide(by_rule, "reject", WEEK[1], "pending", "rejected", rule="watched_word")
    page = text(client, "/logboek/")
    assert "4 teksten geweigerd" in page
    assert "1 daarvan automatisch" in page
    assert f"#{edited.number}" not in page


def test_objections_are_counted_the_same_way(past, client):
    for number, outcome in enumerate(("granted", "dismissed", "dismissed")):
        decision = past.remove("2025-02-01 12:00", past.comment("removed", email=f"s{number}@x.nl"))
        past.object(decision, "2025-03-01 12:00", outcome=outcome, decided_at=at(WEEK[1]))
    past.object(past.remove("2025-02-01 12:00"), "2025-03-01 12:00")
    page = text(client, "/logboek/")
    assert "Bezwaren: 1 toegewezen, 2 afgewezen" in page


def test_each_article_has_its_own_and_none_that_is_not_public(past, client, make_article):
    other = Past(make_article("ander", title="Een ander stuk"))
    other.remove("2025-03-01 12:00")
    refusals(other, WEEK)
    assert "Een ander stuk" in text(client, "/logboek/")
    assert "Reactie #" not in text(client, f"/opinie/{past.article.slug}/logboek/")
    assert "Reactie #1" in text(client, "/opinie/ander/logboek/")
    Article.objects.filter(slug="ander").update(status=Article.Status.WITHDRAWN)
    page = text(client, "/logboek/")
    assert "Een ander stuk" not in page
    assert "Reactie #1" not in page
    assert client.get("/opinie/ander/logboek/").status_code == 404


def test_page_by_page_everything_once_and_no_moment_in_an_address(past, client):
    for number in range(130):
        past.remove(f"2025-03-{1 + number // 60:02d} 12:{number % 60:02d}")
    refusals(past, WEEK)
    seen, address, pages = [], "/logboek/", 0
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r"Reactie #(\d+)|(teksten geweigerd)", page)
        link = re.search(r'rel="next"[^>]*href="([^"]+)"|href="([^"]+)" rel="next"', page)
        address = f"/logboek/{link[1] or link[2]}" if link else ""
        assert re.fullmatch(r"(/logboek/\?na=\d{4}-\d\d-\d\d(\.\d+)?)?", address)
        pages += 1
    numbers = [int(number) for number, _bundle in seen if number]
    assert numbers == list(range(130, 0, -1))
    assert len(seen) == 131
    assert pages == 3


@pytest.mark.parametrize(
    "place", ["x", "2025-99-99", "2025-03-01.x", "2025-03-01.-5", "0001-01-01", "9999-12-31", "\0"]
)
def test_an_address_that_is_no_place(place, past, client):
    past.remove("2025-03-01 12:00")
    assert client.get("/logboek/", {"na": place}).status_code == 200


@pytest.mark.parametrize("size", [10, 300])
def test_as_many_queries_whatever_its_length(size, past, client):
    for number in range(size):
        past.remove(f"2025-03-01 12:{number % 60:02d}")
    refusals(past, WEEK)
    client.get("/logboek/")
    for address in ("/logboek/", f"/opinie/{past.article.slug}/logboek/"):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        # the events, which of them have a place, the articles and rules of the counts; the article
        assert len(asked) == 4 + ("opinie" in address)


def test_it_may_be_kept_and_gives_no_cookie(past, client, moderator):
    past.remove("2025-03-01 12:00")
    answer = client.get("/logboek/")
    assert "public" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]
    assert not answer.cookies
    assert client.get("/logboek/", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert "Last-Modified" not in answer  # which would tell the second
    client.force_login(moderator)
    assert "private" in client.get("/logboek/")["Cache-Control"]


def test_a_removal_is_there_at_once(client, write, article, judge):
    first = client.get("/logboek/")
    judge(write(article), "reject")
    assert "Reactie #1" in text(client, "/logboek/")
    assert client.get("/logboek/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_yesterdays_count_stands_while_todays_is_made(client, article):
    cache.set("log:bundles", ("2020-01-01", []))
    cache.set("log:bundles:making", True)
    with mock.patch.object(public_log, "_count_bundles") as count:
        assert client.get("/logboek/").status_code == 200
    assert not count.called


def test_nothing_of_a_withdrawal_by_its_writer(client, write, article):
    cache.clear()
    before = text(client, "/logboek/")
    actions.withdraw_comment(write(article))
    assert text(client, "/logboek/") == before
