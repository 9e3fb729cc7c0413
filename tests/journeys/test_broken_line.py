"""After any break the page is exactly what a reload would show, and nobody had to reload it."""

import time

import pytest
from playwright.sync_api import expect

from comments import actions
from comments.actions import SeenState, Verdict
from comments.live import MOST_CHANGES
from common.html.safe import SafeText
from tests.journeys.conftest import unheard
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

CUT = 30  # seconds


def read_along(visit, article, address: str = "") -> Visitor:
    """Someone who has the article open, in a page that knows that it was never loaded anew."""
    visitor = visit()
    visitor.expects_a_broken_line = True
    visitor.open(address or article.get_absolute_url())
    visitor.page.evaluate("window.sinceTheBeginning = true")
    return visitor


# Seconds; between two tries a page waits up to half a minute.
AGAIN = 60


def same_as_a_fresh_load(reading: Visitor, visit, article) -> None:
    """Wait for the page to have caught up, and lay a fresh load beside it, node by node."""
    article.refresh_from_db()
    reading.page.wait_for_function(
        "version => Number(document.querySelector('#thread').dataset.version) >= version",
        arg=article.version,
        timeout=60_000,
    )
    fresh = visit()
    fresh.expects_a_broken_line = True
    fresh.open(article.get_absolute_url())
    end = reading.thread()["end"]
    fresh.load_until(end)
    kept, loaded = reading.thread(), fresh.thread()
    assert kept["items"] == [item for item in loaded["items"] if not end or item[0] <= end]
    assert (kept["count"], kept["version"]) == (loaded["count"], loaded["version"])
    assert reading.page.evaluate("window.sinceTheBeginning") is True
    fresh.context.close()


def live_on(reading: Visitor, write, article, parent=None) -> None:
    """The page hears again what happens now."""
    comment = write(article, "En verder gaat het.", parent=parent)
    reading.comment(comment.number).wait_for(state="attached")


def much_happens(article, write, moderator, comments) -> None:
    """Three published, one edited, one removed, one withdrawn."""
    write(article, "Nieuw, helemaal bovenaan.", parent=comments[0])
    write(article, "Nieuw, in het midden.", parent=comments[4])
    write(article, "Nieuw, onderaan.")
    actions.revise_comment(comments[1], SafeText("Bij nader inzien zie ik het zo."))
    actions.decide_comment(
        comments[7], Verdict.REJECT, by=moderator, seen=SeenState.of(comments[7]), reason="spam"
    )
    # This one was answered, so that a tombstone stays.
    actions.withdraw_comment(comments[4])


@pytest.mark.slow
@pytest.mark.services
def test_the_line_is_cut_for_half_a_minute(site, visit, article, make_thread, write, moderator):
    comments = make_thread(article, 12)
    reading = read_along(visit, article)
    site.wire.cut()
    cut_at = time.monotonic()
    reading.page.locator("html[data-live=lost]").wait_for(state="attached")
    much_happens(article, write, moderator, comments)
    # The reader is told, in words, and goes on reading.
    reading.page.locator("#live.lost").wait_for()
    reading.page.wait_for_timeout(1000 * (CUT - (time.monotonic() - cut_at)))
    assert "helemaal bovenaan" not in reading.page.content()
    site.wire.mend()
    same_as_a_fresh_load(reading, visit, article)
    reading.until_live(AGAIN)
    reading.page.locator("#live.lost").wait_for(state="detached")
    live_on(reading, write, article)


def test_the_line_hangs_without_a_word(site, visit, article, make_thread, write, moderator):
    """As when a laptop is closed: nobody is told that the line is dead."""
    comments = make_thread(article, 12)
    reading = read_along(visit, article)
    site.wire.freeze()
    much_happens(article, write, moderator, comments)
    reading.page.evaluate("dispatchEvent(new Event('online'))")  # the laptop is opened again
    reading.page.locator("html[data-live=lost]").wait_for(state="attached")
    site.wire.mend()
    same_as_a_fresh_load(reading, visit, article)
    live_on(reading, write, article)


@pytest.mark.services
@pytest.mark.parametrize("how", ["stopped", "killed"])
def test_the_server_is_started_again(how, site, visit, article, make_thread, write, moderator):
    comments = make_thread(article, 12)
    reading = read_along(visit, article)
    if how == "killed":
        site.kill()
    else:
        site.web[0].stop()
    reading.page.locator("html[data-live=lost]").wait_for(state="attached")
    much_happens(article, write, moderator, comments)
    site.restart()
    same_as_a_fresh_load(reading, visit, article)
    live_on(reading, write, article)


def test_too_much_was_missed_to_mend(site, visit, article, make_thread, write):
    """With several pages of the thread open, all of them are made anew."""
    comments = make_thread(article, 110)
    reading = read_along(visit, article)
    reading.page.locator("#more").click()
    reading.comment(100).wait_for(state="attached")
    place = reading.read(60)
    place.locator(".reply").click()
    reading.page.keyboard.type("Ik zit te ty")
    site.wire.cut()
    reading.page.locator("html[data-live=lost]").wait_for(state="attached")
    with unheard():
        for turn in range(2):
            for comment in comments[:100]:
                actions.revise_comment(comment, SafeText(f"Voor de {turn + 2}e keer bedacht."))
    actions.withdraw_comment(comments[9])
    write(article, "Helemaal nieuw, bovenaan.", parent=comments[0])
    article.refresh_from_db()
    assert article.version > 110 + MOST_CHANGES
    site.wire.mend()
    same_as_a_fresh_load(reading, visit, article)
    expect(place).to_contain_text("3e keer")
    reading.page.keyboard.type("pen.")
    expect(reading.text).to_have_value("Ik zit te typen.")
    assert reading.page.evaluate(
        "Math.abs(document.querySelector('#reactie-60').getBoundingClientRect().top) < innerHeight"
    )
    live_on(reading, write, article, comments[0])


def test_pages_that_were_loaded_one_by_one(visit, article, make_thread, write, moderator):
    comments = make_thread(article, 130)
    reading = read_along(visit, article)
    much_happens(article, write, moderator, comments)
    reading.page.locator("#more").click()
    reading.comment(90).wait_for(state="attached")
    # Between two pages, and past the last that is loaded.
    write(article, "Op de naad.", parent=comments[49])
    actions.withdraw_comment(comments[60])
    actions.revise_comment(comments[120], SafeText("Ver onder de horizon."))
    same_as_a_fresh_load(reading, visit, article)
    reading.load_all()
    same_as_a_fresh_load(reading, visit, article)
    assert len(set(reading.numbers())) == len(reading.numbers()) == 133


def test_a_page_from_the_middle_follows_along(visit, article, make_thread, write):
    comments = make_thread(article, 130)
    reading = read_along(visit, article, f"{article.get_absolute_url()}?na={comments[49].path}")
    assert reading.numbers()[0] == 51
    write(article, "Erboven, niet voor deze bladzijde.", parent=comments[3])
    inside = write(article, "Erin.", parent=comments[60])
    reading.comment(inside.number).wait_for(state="attached")
    expect(reading.page.locator("#count")).to_have_text("132")
    fresh = visit()
    fresh.open(f"{article.get_absolute_url()}?na={comments[49].path}")
    kept, loaded = reading.thread(), fresh.thread()
    # A page made now ends one reaction earlier; what both show is the same.
    assert kept["items"][: len(loaded["items"])] == loaded["items"]
    assert len(kept["items"]) == 51
