"""The log, the yearly report and the desk's figures: usable by everyone, on every screen."""

import os
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from moderation.models import HouseRule
from tests.desk.statistics import Past
from tests.journeys.access import complaints_everywhere

pytestmark = pytest.mark.journey

# Where to keep what was seen, for who wants to look too.
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def scene(site, article, moderator, editor):
    """Two years with something of everything."""
    now = timezone.now()
    with transaction.atomic():
        live_through(Past(article), now, moderator, editor)
    return {
        "figures": (moderator, "/moderatie/cijfers/"),
        "figures of a year, for editors": (editor, "/moderatie/cijfers/?dagen=365"),
        "log": (None, "/logboek/"),
        "log in English": (None, "/en/logboek/"),
        "log of one piece": (None, f"/opinie/{article.slug}/logboek/"),
        "years": (None, "/transparantie/"),
        "report": (None, f"/transparantie/{now.year}/"),
    }


def live_through(past: Past, now: datetime, moderator: User, editor: User) -> None:
    rules = list(HouseRule.objects.all())
    for number in range(20):
        day = f"{now - timedelta(days=number * 6):%Y-%m-%d}"
        moment, earlier = f"{day} 12:00", f"{day} {number % 12:02d}:30"
        by = (moderator, editor)[number % 3 == 0]
        rule = rules[number % len(rules)]
        held_by = ("first_time", "links", "watched_word")[number % 3]
        for writer in range(3):
            address = f"schrijver{writer}@example.org"
            past.refuse(moment, earlier, held_by, email=address, house_rule=rule, by=by)
        removal = past.remove(moment, house_rule=rule, by=by)
        if number % 5 == 0:
            past.restore(removal, moment, by=by)
    past.measure("suspend", moment)
    past.report(past.comment(), moment, "illegal")


def test_no_page_of_figures_keeps_anyone_out(visit, scene):
    visitors, found = {}, []
    for name, (user, address) in scene.items():
        key = user.pk if user else None
        if key not in visitors:
            visitors[key] = visit(user)
        page = visitors[key].page
        page.goto(address)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found += complaints_everywhere(page, name, PICTURES)
    assert not found, "\n".join(found)


def test_a_plot_is_drawn_and_says_the_same_as_its_table(visit, scene, moderator):
    page = visit(moderator).page
    page.goto("/moderatie/cijfers/?dagen=90")
    plot = page.locator("#weekdagen")
    bars = plot.locator("rect")
    assert bars.count() > 0
    heights = [bar.bounding_box()["height"] for bar in bars.all()]
    assert max(heights) > 60  # pixels on the screen, not only numbers in the page
    plot.locator("summary").click()
    drawn = {title.partition(":")[0] for title in bars.locator("title").all_text_contents()}
    rows = plot.locator("tbody tr")
    days = {row.locator("th").inner_text() for row in rows.all()}
    assert rows.count() == 7
    assert drawn <= days


def test_from_the_footer_to_the_rule(visit, scene, article):
    reader = visit()
    page = reader.page
    page.goto("/")
    page.locator("footer a[href='/logboek/']").click()
    page.wait_for_url("**/logboek/")
    page.locator("main .log-day a[href*='huisregels']").first.click()
    page.wait_for_url("**/huisregels/#regel-*")
    expect(page.locator(":target")).to_have_count(1)
    assert reader.context.cookies() == []
