"""Moderators at work, alone and together."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from comments import actions
from comments.models import Comment, Decision
from common.html.safe import SafeText
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey


@pytest.fixture
def held(article, write) -> list[Comment]:
    """Three that wait."""
    article.policy = Article.Policy.HOLD_ALL
    article.save()
    return [write(article, f"Wachtend nummer {n}.", name=f"Wachter {n}") for n in (1, 2, 3)]


def decisions(comment: Comment) -> list[tuple]:
    found = Decision.objects.filter(comment=comment).exclude(by=None)
    return list(found.values_list("by__name", "verdict"))


def test_two_moderators_on_one_reaction(visit, held, moderator, second_moderator):
    first, second = visit(moderator), visit(second_moderator)
    # Both have it open on a page of its own, which does not follow along.
    for desk in (first, second):
        desk.page.goto(f"/moderatie/{held[0].pk}/")
    first.page.locator(".reject summary").click()
    first.page.locator(".reject [name=ground]").select_option("5")
    first.page.locator(".reject button.danger").click()
    until(lambda: decisions(held[0]))
    second.page.locator("button[value=approve]").click()
    told = second.page.locator("[role=alert]")
    expect(told).to_contain_text(moderator.name)
    expect(told).to_contain_text(str(Decision.Reason.SPAM.label))
    assert decisions(held[0]) == [(moderator.name, "reject")]
    assert Comment.objects.get(pk=held[0].pk).status == Comment.Status.REJECTED


def test_the_queue_of_the_other_empties_and_keeps_the_focus(
    visit, held, moderator, second_moderator
):
    first, second = visit(moderator), visit(second_moderator)
    for desk in (first, second):
        desk.judge()
    # The second is writing why the second reaction cannot stay.
    entry = second.page.locator(f"#entry-{held[1].pk}")
    entry.locator(".reject summary").click()
    entry.locator(".reject textarea").fill("Omdat")
    first.page.locator(f"#entry-{held[0].pk} button[value=approve]").click()
    second.page.locator(f"#entry-{held[0].pk}").wait_for(state="detached")
    expect(second.page.locator("#count")).to_have_text("2")
    expect(second.page.locator("#queue-count")).to_have_text("2")
    second.page.keyboard.type(" het zo is.")
    expect(entry.locator(".reject textarea")).to_have_value("Omdat het zo is.")
    # What is being judged here is never pulled away; it says that it was decided.
    first.page.locator(f"#entry-{held[1].pk} button[value=approve]").click()
    entry.locator("[role=status]").wait_for()
    second.page.keyboard.type(" Echt.")
    expect(entry.locator(".reject textarea")).to_have_value("Omdat het zo is. Echt.")
    entry.locator(".reject [name=ground]").select_option("6")
    entry.locator(".reject button.danger").click()
    expect(entry.locator("[role=alert]")).to_contain_text(moderator.name)
    assert decisions(held[1]) == [(moderator.name, "approve")]
    # Taken away in the meantime by its writer: gone here by itself.
    actions.withdraw_comment(held[2])
    first.page.evaluate("document.activeElement.blur()")
    first.reload()
    expect(first.page.locator("#queue > li")).to_have_count(0)
    expect(first.page.locator("#nothing")).to_be_visible()


def test_a_text_that_was_changed_meanwhile_is_not_judged_unseen(visit, held, moderator):
    desk = visit(moderator)
    desk.page.goto(f"/moderatie/{held[0].pk}/")
    actions.revise_comment(held[0], SafeText("Intussen iets heel anders."))
    desk.page.locator("button[value=approve]").click()
    desk.page.locator("[role=alert]").wait_for()
    expect(desk.page.locator(".entry")).to_contain_text("Intussen iets heel anders.")
    assert decisions(held[0]) == []
    desk.page.locator("button[value=approve]").click()
    until(lambda: decisions(held[0]) == [(moderator.name, "approve")])
    assert Comment.objects.get(pk=held[0].pk).text == "Intussen iets heel anders."


def test_with_the_keyboard_alone_through_the_queue(visit, held, moderator):
    desk = visit(moderator)
    page = desk.judge()
    keys = page.keyboard

    def tab_to(selector: str) -> None:
        for _ in range(30):
            keys.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"the Tab key never came to {selector}")

    tab_to(f"#entry-{held[0].pk} button[value=approve]")
    assert page.evaluate("document.activeElement.matches(':focus-visible')")
    keys.press("Enter")
    page.locator(f"#entry-{held[0].pk} [data-decided]").wait_for()
    # The focus goes on to what waits next.
    page.wait_for_function("id => document.activeElement.id === id", arg=f"entry-{held[1].pk}")
    tab_to(f"#entry-{held[1].pk} .reject summary")
    keys.press("Enter")
    tab_to(".reject select")
    keys.press("ArrowDown")
    tab_to(".reject textarea")
    keys.type("Blijf bij het onderwerp.")
    tab_to(".reject button.danger")
    keys.press("Enter")
    page.locator(f"#entry-{held[1].pk} [data-decided]").wait_for()
    page.wait_for_function("id => document.activeElement.id === id", arg=f"entry-{held[2].pk}")
    decided = Decision.objects.get(comment=held[1], by=moderator)
    assert decided.reason == Decision.Reason.OFF_TOPIC
    assert decided.note == "Blijf bij het onderwerp."
    tab_to(f"#entry-{held[2].pk} button[value=approve]")
    keys.press("Enter")
    page.locator(f"#entry-{held[2].pk} [data-decided]").wait_for()
    expect(page.locator("#count")).to_have_text("0")


def test_what_comes_in_appears_below(visit, held, article, moderator, reader):
    desk, member = visit(moderator), visit(reader)
    page = desk.judge()
    button = page.locator(f"#entry-{held[0].pk} button[value=approve]")
    button.focus()
    member.open(article.get_absolute_url())
    member.write("Pas binnengekomen.")
    expect(page.locator("#queue > li:nth-child(4)")).to_contain_text("Pas binnengekomen.")
    expect(button).to_be_focused()
    # It can be judged like those that were there from the start.
    page.locator("#queue > li:nth-child(4) button[value=approve]").click()
    member.comment(1).wait_for()
