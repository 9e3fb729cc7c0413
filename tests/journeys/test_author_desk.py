"""An author at work: ten pleasant minutes with what readers wrote."""

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts import roles
from articles.models import Byline
from comments import actions
from comments.models import Comment, ReadMark
from tests.conftest import make_user
from tests.journeys.access import complaints

pytestmark = pytest.mark.journey


@pytest.fixture
def asked(article, write) -> list[Comment]:
    """Six that wait, the newest of them first on the desk."""
    found = [write(article, f"Vraag nummer {n}?", name=f"Vrager {n}") for n in range(1, 7)]
    return found[::-1]


def at_the_desk(visitor) -> Page:
    page = visitor.open("/auteur/")
    is_live(page)
    return page


def is_live(page) -> None:
    """Wait for the script: before, the buttons lead to pages of their own."""
    page.locator("html.live").wait_for(state="attached")


def entry(page, comment) -> Locator:
    return page.locator(f"#entry-{comment.pk}")


def counter(page) -> Locator:
    return page.locator(".site-header [data-open-count]")


def test_five_answered_by_keys(visit, article, asked, author):
    writer, reader = visit(author), visit()
    reader.open(article.get_absolute_url())
    page = at_the_desk(writer)
    expect(counter(page)).to_have_text("6")
    assert complaints(page) == []
    page.keyboard.press("j")
    for n, comment in enumerate(asked[:5], start=1):
        page.wait_for_function("id => document.activeElement.id === id", arg=f"entry-{comment.pk}")
        page.keyboard.press("r")
        page.wait_for_function("() => document.activeElement.matches('#reageer textarea')")
        page.keyboard.type(f"Dank, dat is antwoord {n}.")
        page.keyboard.press("Control+Enter")
        entry(page, comment).locator("[data-done]").wait_for()
        expect(counter(page)).to_have_text(str(6 - n))
        # Who reads along sees it appear.
        reader.page.get_by_text(f"Dank, dat is antwoord {n}.").wait_for(state="attached")
    expect(page.locator("#left")).to_have_text("nog 1")
    expect(page.locator("#done")).to_contain_text("5 gedaan vandaag")
    assert Comment.objects.filter(role="author", status="published").count() == 5
    # The last needs no answer.
    page.wait_for_function("id => document.activeElement.id === id", arg=f"entry-{asked[5].pk}")
    page.keyboard.press("x")
    entry(page, asked[5]).locator("[data-marked]").wait_for()
    expect(counter(page)).to_be_hidden()
    expect(page.locator("#left")).to_have_text("niets meer")
    page.keyboard.press("u")
    entry(page, asked[5]).locator("[data-read]").wait_for()
    expect(counter(page)).to_have_text("1")
    assert not ReadMark.objects.exists()


def test_what_is_done_leaves_and_then_all_is_answered(visit, article, asked, author):
    for comment in asked[1:]:
        actions.mark_comment_read(comment, by=author, revision=1)
    writer = visit(author)
    writer.page.clock.install()
    page = at_the_desk(writer)
    page.locator("[data-read]").click()
    entry(page, asked[0]).locator("[data-marked]").wait_for()
    assert page.locator("#nothing").is_hidden()
    page.evaluate("document.activeElement.blur()")
    page.clock.run_for(11_000)
    entry(page, asked[0]).wait_for(state="detached")
    expect(page.locator("#nothing")).to_contain_text("Alles beantwoord.")
    # The way back, later.
    page.goto("/auteur/?lijst=gelezen")
    is_live(page)
    entry(page, asked[0]).get_by_role("button", name="Terughalen").click()
    entry(page, asked[0]).locator("[data-answer]").wait_for()
    assert page.goto("/auteur/").ok
    expect(entry(page, asked[0]).locator("[data-answer]")).to_be_visible()


def test_what_was_typed_is_kept(visit, article, asked, author):
    writer = visit(author)
    page = at_the_desk(writer)
    entry(page, asked[1]).locator("[data-answer]").click()
    text = page.locator("#reageer textarea")
    text.fill("Een half ant")
    page.keyboard.press("Escape")
    expect(entry(page, asked[1]).locator("[data-answer]")).to_have_text("Verder met je antwoord")
    page.reload()
    is_live(page)
    # Opened under another, each has its own.
    entry(page, asked[0]).locator("[data-answer]").click()
    page.wait_for_function("() => document.activeElement.matches('#reageer textarea')")
    expect(text).to_have_value("")
    entry(page, asked[1]).locator("[data-answer]").click()
    expect(text).to_have_value("Een half ant")
    # And the same under the piece itself.
    page.goto(article.get_absolute_url())
    writer.until_live()
    writer.comment(asked[1].number).locator("[data-reply]").click()
    expect(text).to_have_value("Een half ant")
    at_the_desk(writer)
    entry(page, asked[1]).locator("[data-answer]").click()
    expect(text).to_have_value("Een half ant")
    # Without a line it stays in the field, and says so.
    writer.expects_a_broken_line = True
    page.context.set_offline(True)
    page.locator("#reageer button[type=submit]").click()
    page.locator("#reageer .trouble").wait_for()
    expect(text).to_have_value("Een half ant")
    page.context.set_offline(False)
    page.locator("#reageer button[type=submit]").click()
    entry(page, asked[1]).locator("[data-done]").wait_for()
    assert Comment.objects.get(user=author).text == "Een half ant"


def test_a_co_author_sees_it_happen(visit, article, asked, author):
    carla = make_user("carla@example.org", "Carla Coauteur", roles.AUTHORS)
    Byline.objects.create(article=article, user=carla, name=carla.name, position=1)
    hers, his = visit(carla), visit(author)
    page = at_the_desk(hers)
    entry(page, asked[0]).locator("[data-answer]").click()
    page.locator("#reageer textarea").fill("Mijn ant")
    other = at_the_desk(his)
    for comment in asked[:2]:
        entry(other, comment).locator("[data-answer]").click()
        entry(other, comment).locator("textarea").fill("Dat zit zo.")
        other.keyboard.press("Control+Enter")
        entry(other, comment).locator("[data-done]").wait_for()
    page.evaluate("document.dispatchEvent(new Event('counts'))")
    # What she is writing on stays, and says who was first.
    expect(entry(page, asked[0]).locator(".meanwhile")).to_contain_text(author.name)
    expect(page.locator("#reageer textarea")).to_have_value("Mijn ant")
    entry(page, asked[1]).locator("[data-done]").wait_for()
    expect(entry(page, asked[1])).to_contain_text(author.name)
    expect(counter(page)).to_have_text("4")


def test_what_comes_in_appears_by_itself(visit, article, asked, author, write):
    elsewhere, there = visit(author), visit(author)
    elsewhere.open("/")
    page = at_the_desk(there)
    top = entry(page, asked[0])
    page.keyboard.press("j")
    for visitor in (elsewhere, there):
        visitor.page.locator("html[data-bell=open]").wait_for(state="attached")
    fresh = write(article, "Nog een vraag?", name="Laatkomer")
    entry(page, fresh).wait_for()
    expect(entry(page, fresh).locator(".tag-asks")).to_be_visible()
    for visitor in (elsewhere, there):
        expect(counter(visitor.page)).to_have_text("7")
    # What was being read has the focus still, below what came in.
    assert page.evaluate("document.activeElement.id") == f"entry-{asked[0].pk}"
    assert entry(page, fresh).bounding_box()["y"] < top.bounding_box()["y"]
    actions.withdraw_comment(fresh)
    entry(page, fresh).wait_for(state="detached")
    for visitor in (elsewhere, there):
        expect(counter(visitor.page)).to_have_text("6")


@pytest.mark.parametrize("width", [360, 1280])
def test_by_touch_without_a_script(visit, article, asked, author, width):
    writer = visit(
        author,
        java_script_enabled=False,
        has_touch=True,
        viewport={"width": width, "height": 740},
    )
    page = writer.page
    page.goto("/auteur/")
    entry(page, asked[0]).get_by_role("button", name="Gelezen").tap()
    page.get_by_role("button", name="Terugnemen").tap()
    entry(page, asked[0]).get_by_role("link", name="Antwoord").tap()
    page.locator("textarea").fill("Dat zit zo.")
    page.get_by_role("button", name="Versturen").tap()
    page.get_by_text("Je antwoord staat op de site.").wait_for()
    expect(entry(page, asked[0])).to_have_count(0)
    assert Comment.objects.get(user=author).parent == asked[0]
