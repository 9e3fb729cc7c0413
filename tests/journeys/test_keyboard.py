"""One moderator decides by keys alone, from the queue to what readers see."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment, Decision
from moderation.models import HouseRule
from tests.desk.test_queue import fill
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey

MANY = 8
UNDONE = {3, 6}  # approved in haste, taken back, and rejected


def focus(page) -> tuple[int, str]:
    """In which entry the focus is, and on what: the entry itself, or one of its fields."""
    return tuple(
        page.evaluate(
            """() => {
              const here = document.activeElement;
              const entry = here.closest("#queue > .entry");
              return [Number(entry?.dataset.id ?? 0), here === entry ? "entry" : here.name ?? ""];
            }"""
        )
    )


def decided() -> list[tuple]:
    rows = Decision.objects.exclude(by=None).order_by("comment", "pk")
    return list(rows.values_list("comment", "verdict", "house_rule__number"))


def test_decided_by_keys_alone(visit, make_article, moderator):
    comments = fill(make_article(policy="hold_all"), MANY)
    rules = list(HouseRule.objects.order_by("number").values_list("number", flat=True))
    page = visit(moderator).judge()
    # As long as people have, so that there is time to undo.
    page.evaluate("document.querySelector('#desk-words').dataset.back = 10")

    def press(key: str, entry: Comment, on: str = "entry") -> None:
        page.keyboard.press(key)
        assert focus(page) == (entry.pk, on), f"{key} on {entry.pk}"

    wanted = []
    press("j", comments[0])
    for number, comment in enumerate(comments):
        following = comments[min(number + 1, MANY - 1)]
        if number < MANY - 1 and number % 5 == 4:  # looks ahead and comes back
            press("j", following)
            press("k", comment)
        if number in UNDONE:
            press("f", following)
            press("u", comment)
        if number in UNDONE or number % 3 == 2:
            rule = rules[number % len(rules)]
            press("d", comment, "ground")
            if number % 2:  # thinks again
                press("Escape", comment)
                press("d", comment, "ground")
            press(str(rule), following)
            wanted.append((comment.pk, "reject", rule))
        else:
            press("f", following)
            wanted.append((comment.pk, "approve", None))
    until(lambda: len(decided()) == MANY, 60)
    assert decided() == wanted
    statuses = dict(Comment.objects.values_list("pk", "status"))
    for pk, verdict, _rule in wanted:
        assert statuses[pk] == ("published" if verdict == "approve" else "rejected")
    expect(page.locator("#many-wacht")).to_have_text("0", timeout=30_000)
    expect(page.locator("#count")).to_have_text("0")
    expect(page.locator(".grace")).to_have_count(0)
    # Still somewhere, and not at the top of the page.
    assert focus(page)[0] == comments[-1].pk
    page.keyboard.press("u")
    late = page.locator(f"#entry-{comments[-1].pk} [data-decided]:focus")
    said = "Te laat om terug te draaien; dit is uitgevoerd."
    expect(late.locator(".late")).to_have_text(said)
    expect(late.locator("a")).to_have_attribute("href", f"/moderatie/{comments[-1].pk}/")
