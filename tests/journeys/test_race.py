"""Two moderators at the same twenty reactions: one decision each, and the slower is told."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment, Decision
from tests.desk.test_queue import fill

pytestmark = pytest.mark.journey

TWENTY = 20


def test_two_race_for_twenty(visit, make_article, moderator, second_moderator):
    comments = fill(make_article(policy="hold_all"), TWENTY)
    one, two = (visit(who).judge() for who in (moderator, second_moderator))
    # Long enough for both to have decided on all before anything is sent: nobody sees the other's.
    for page in (one, two):
        page.evaluate("document.querySelector('#desk-words').dataset.back = 35")
        page.keyboard.press("j")
    for _ in comments:
        one.keyboard.press("f")
        two.keyboard.press("d")
        two.keyboard.press("1")
    for page in (one, two):
        expect(page.locator(".grace")).to_have_count(TWENTY)
    for page in (one, two):
        expect(page.locator(".grace")).to_have_count(0, timeout=90_000)
    made = list(Decision.objects.exclude(by=None).order_by("comment"))
    assert [decision.comment_id for decision in made] == [comment.pk for comment in comments]
    statuses = dict(Comment.objects.values_list("pk", "status"))
    for decision in made:
        won, lost = (one, two) if decision.by == moderator else (two, one)
        is_first = decision.by == moderator
        assert decision.verdict == ("approve" if is_first else "reject")
        assert statuses[decision.comment_id] == ("published" if is_first else "rejected")
        told = f"#entry-{decision.comment_id} .errors[data-told]"
        expect(lost.locator(told)).to_contain_text(decision.by.name)
        expect(won.locator(told)).to_have_count(0)
