"""Moderating in the thread itself: the same actions, the same time to undo, and for nobody else."""

import pytest
from playwright.sync_api import expect

from comments import actions
from comments.models import Comment, Decision, WatchedWord
from common.html.safe import SafeText
from tests.journeys.access import complaints
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey


@pytest.fixture
def thread(article, write) -> list[Comment]:
    first, second = write(article, "Een reactie."), write(article, "Nog een.", name="Toos")
    return [first, second, write(article, "Een antwoord.", parent=first, name="Kees")]


def human() -> list[tuple]:
    return list(Decision.objects.exclude(by=None).values_list("comment__number", "verdict"))


def opened(visitor, article):
    page = visitor.open(article.get_absolute_url())
    page.evaluate("document.querySelector('#desk-words').dataset.back = 1")
    return page


def test_removing_with_a_way_back(visit, article, thread, moderator):
    desk, guest = visit(moderator), visit()
    guest.open(article.get_absolute_url())
    page = opened(desk, article)
    desk.comment(1).locator(".for-moderator").click()
    dialog = page.locator("#moderate")
    dialog.locator(".entry").wait_for()
    expect(dialog.locator("[name=ground]")).to_be_focused()
    assert complaints(page) == []
    dialog.locator("[name=ground]").select_option("1")
    page.evaluate("document.querySelector('#desk-words').dataset.back = 60")
    dialog.locator("button[value=reject]").click()
    dialog.wait_for(state="hidden")
    expect(page.locator("#decided .grace button")).to_be_focused()
    page.keyboard.press("u")
    dialog.wait_for()
    assert human() == []
    page.evaluate("document.querySelector('#desk-words').dataset.back = 1")
    dialog.locator("button[value=reject]").click()
    until(lambda: human() == [(1, "reject")])
    guest.page.locator("#reactie-1.tombstone").wait_for()
    page.locator("#reactie-1.tombstone").wait_for()
    # It goes by itself, and the focus is not lost with it.
    expect(page.locator("#decided .entry")).to_have_count(0)
    expect(desk.comment(1)).to_be_focused()
    # And back again.
    desk.comment(1).locator(".for-moderator").click()
    dialog.locator("button[value=approve]").click()
    guest.page.locator("#reactie-1:not(.tombstone)").wait_for()
    assert human() == [(1, "reject"), (1, "approve")]


def test_the_desks_keys_work_in_the_dialog(visit, article, thread, moderator):
    WatchedWord.objects.create(word="verboden")
    held = actions.revise_comment(thread[1], SafeText("Nog een, met iets dat verboden is."))
    desk = visit(moderator)
    page = opened(desk, article)
    dialog = page.locator("#moderate")
    # Under the piece a letter is a letter.
    page.locator("#reacties").focus()
    page.keyboard.press("d")
    expect(dialog).to_be_hidden()
    desk.comment(2).locator(".for-moderator").click()
    dialog.locator(".entry").wait_for()
    page.keyboard.press("?")
    dialog.get_by_text("het hele gesprek, in een nieuw tabblad").wait_for()
    page.keyboard.press("?")
    with page.context.expect_page() as other:
        page.keyboard.press("b")
    other.value.wait_for_url(f"**/moderatie/schrijver/{held.pk}/")
    other.value.close()
    with page.context.expect_page() as other:
        page.keyboard.press("z")
    other.value.wait_for_url("**/opinie/samen/**")
    other.value.close()
    page.keyboard.press("f")
    until(lambda: human() == [(2, "approve")])
    page.locator("#decided .entry").wait_for(state="detached")
    # And refusing: d, and the number of the rule.
    desk.comment(3).locator(".for-moderator").click()
    dialog.locator(".entry").wait_for()
    dialog.locator(".entry").focus()
    page.keyboard.press("d")
    expect(dialog.locator("[name=ground]")).to_be_focused()
    expect(dialog.locator(".reasons button")).to_have_count(6)
    page.keyboard.press("2")
    dialog.wait_for(state="hidden")
    until(lambda: human() == [(2, "approve"), (3, "reject")])


def test_what_a_colleague_did_first_is_told(visit, article, thread, moderator, judge_as_colleague):
    desk = visit(moderator)
    page = opened(desk, article)
    desk.comment(2).locator(".for-moderator").click()
    page.locator("#moderate [name=ground]").select_option("2")
    name = judge_as_colleague(thread[1])
    page.locator("#moderate button[value=reject]").click()
    expect(page.locator("#moderate [role=alert]")).to_contain_text(name)
    page.locator("#moderate").get_by_role("button", name="Sluiten").click()
    assert human() == [(2, "reject")]


@pytest.fixture
def judge_as_colleague(second_moderator):
    def judge(comment: Comment) -> str:
        fresh = Comment.objects.get(pk=comment.pk)
        seen = actions.SeenState.of(fresh)
        actions.decide_comment(fresh, "reject", by=second_moderator, seen=seen, reason="spam")
        return second_moderator.name

    return judge


def test_what_comes_in_live_can_be_moderated(visit, article, thread, moderator, write):
    desk = visit(moderator)
    page = opened(desk, article)
    late = write(article, "Net binnen.", name="Late")
    desk.comment(late.number or 4).locator(".for-moderator").wait_for()
    desk.comment(4).locator(".for-moderator").click()
    page.locator("#moderate .entry").wait_for()
    page.keyboard.press("Escape")
    page.locator("#moderate").wait_for(state="hidden")


def test_nobody_else_has_any_of_it(visit, article, thread, reader, author):
    for who in (None, reader, author):
        visitor = visit(who)
        page = visitor.open(article.get_absolute_url())
        expect(page.locator("#moderate, #decided, #desk-words")).to_have_count(0)
        expect(page.locator("script[src*=inplace], link[href*='css/desk']")).to_have_count(0)
        expect(page.locator(".for-moderator").first).to_be_hidden()


def test_without_scripts_it_is_a_link(visit, article, thread, moderator):
    page = visit(moderator, java_script_enabled=False).page
    page.goto(article.get_absolute_url())
    page.locator("#reactie-2 .for-moderator").click()
    expect(page.locator(".entry form.verdict")).to_have_count(1)
