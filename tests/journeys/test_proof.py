"""A guest's browser does the work that is asked while many guests write at once."""

import pytest

from comments import actions
from comments.models import Comment, FloodSwitch
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey

SOLVED = "() => document.querySelector('[name=proof]').value.length > 100"


@pytest.fixture
def flood(transactional_db) -> None:
    actions.set_flood_mode(FloodSwitch.Mode.ON)


def sent() -> Comment:
    return until(lambda: Comment.objects.order_by("pk").last())


def test_it_is_solved_while_one_types(visit, article, flood):
    guest = visit()
    guest.open(article.get_absolute_url())
    guest.fill("Dat zie ik toch anders.", "Gerda", "gerda@example.org")
    # Under the policy that the site sends: a fault of it fails every journey.
    guest.page.wait_for_function(SOLVED)
    guest.send()
    comment = sent()
    assert comment.signs["proof"] == str(comment.key)


def test_on_the_page_of_the_form_alone_too(visit, article, flood):
    guest = visit()
    page = guest.page
    page.goto(f"/opinie/{article.slug}/reageer/")
    guest.fill("Op een eigen pagina.", "Gerda", "gerda@example.org")
    guest.form.locator("button[type=submit]").click()
    comment = sent()
    assert comment.signs["proof"] == str(comment.key)


def test_without_javascript_it_waits_for_a_moderator(visit, article, flood):
    guest = visit(java_script_enabled=False)
    page = guest.page
    page.goto(f"/opinie/{article.slug}/reageer/")
    guest.fill("Zonder script.", "Gerda", "gerda@example.org")
    guest.form.locator("button[type=submit]").click()
    comment = sent()
    assert comment.signs["proof"] == ""
    comment = actions.confirm_comment(comment)
    assert (comment.status, comment.held_rule) == ("pending", "proof_of_work")


def test_nothing_is_computed_while_all_is_quiet(visit, article):
    guest = visit()
    guest.open(article.get_absolute_url())
    guest.fill("Rustig aan.", "Gerda", "gerda@example.org")
    guest.send()
    assert "proof" not in sent().signs
