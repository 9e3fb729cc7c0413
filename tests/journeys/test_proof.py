"""A guest's browser does the work that is asked while many guests write at once."""

import pytest
from playwright.sync_api import expect

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


def test_who_is_faster_than_the_work_waits_for_it(visit, article, flood):
    guest = visit()
    page = guest.open(article.get_absolute_url())
    slow = []
    page.route("**/reacties/bewijs/**", lambda route: slow.append(route))
    guest.fill("Snel gezegd.", "Gerda", "gerda@example.org")
    guest.form.locator("button[type=submit]").click()
    expect(page.locator(".proving")).to_contain_text("sommetje")
    assert not Comment.objects.exists()
    # Impatience sends nothing twice.
    guest.form.locator("button[type=submit]").click()
    slow[0].continue_()
    comment = sent()
    assert comment.signs["proof"] == str(comment.key)
    page.locator("[data-own]").wait_for()
    assert (len(slow), Comment.objects.count()) == (1, 1)


def test_on_the_page_of_the_form_alone_too(visit, article, flood):
    guest = visit()
    page = guest.page
    page.goto(f"/opinie/{article.slug}/reageer/")
    guest.fill("Op een eigen pagina.", "Gerda", "gerda@example.org")
    guest.form.locator("button[type=submit]").click()
    comment = sent()
    assert comment.signs["proof"] == str(comment.key)


def test_without_an_answer_the_reaction_is_sent_all_the_same(visit, article, flood):
    guest = visit()
    guest.expects_a_broken_line = True
    page = guest.open(article.get_absolute_url())
    page.route("**/reacties/bewijs/**", lambda route: route.abort())
    guest.fill("Het werk lukt hier niet.", "Gerda", "gerda@example.org")
    guest.form.locator("button[type=submit]").click()
    assert sent().signs["proof"] == ""


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
