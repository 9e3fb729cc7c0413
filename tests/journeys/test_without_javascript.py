"""Everything works with reloads alone."""

import pytest

from articles.models import Article
from comments.models import Comment, WatchedWord
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


@pytest.fixture
def plain(visit):
    """Someone whose browser runs no scripts."""
    return lambda user=None: visit(user, java_script_enabled=False)


def numbers(visitor: Visitor) -> list[int]:
    places = visitor.page.locator("#thread > li").all()
    return [int(place.get_attribute("data-number")) for place in places]


def is_on_screen(visitor: Visitor, number: int) -> bool:
    box = visitor.comment(number).bounding_box()
    height = visitor.page.viewport_size["height"]
    return box is not None and -1 <= box["y"] < height


def test_reading_a_long_thread_by_links(plain, article, make_thread):
    comments = make_thread(article, 120)
    guest = plain()
    page = guest.page
    page.goto("/")
    page.get_by_role("link", name=article.title).click()
    read = []
    while True:
        read += numbers(guest)
        if not page.locator("#more").is_visible():
            break
        page.locator("#more").click()
    assert read == sorted(read) == list(range(1, 121))

    # A link to a reaction on the third page lands at that reaction.
    page.goto(f"/opinie/{article.slug}/reactie/115/")
    assert page.url.endswith(f"?na={comments[99].path}#reactie-115")
    assert is_on_screen(guest, 115)
    page.locator("#earlier").click()
    assert page.locator("#reactie-100").count()
    # A page that was made shows no controls that only a script could serve.
    assert page.locator(".quote:visible, .fold:visible, #reveal:visible").count() == 0


def test_a_guest_answers_confirms_edits_and_withdraws(plain, site, article, write):
    write(article, "Wat vindt u daarvan?", name="Daan")
    guest = plain()
    page = guest.page
    page.goto(article.get_absolute_url())
    guest.comment(1).locator(".reply").click()
    assert "Wat vindt u daarvan?" in page.locator("main").inner_text()
    # Sent without a name, it comes back with the text in it, and still as an answer.
    guest.text.fill("Ik vind er *dit* van.")
    guest.send()
    assert page.locator("#reageer .errors").is_visible()
    assert guest.text.input_value() == "Ik vind er *dit* van."
    guest.fill("Ik vind er *dit* van.", "Gerda", "gerda@example.org")
    guest.send()
    assert page.url.endswith(f"{article.get_absolute_url()}#jouw-reacties")
    assert "gerda@example.org" in page.locator("#jouw-reacties").inner_text()

    page.goto(site.mailed_link("gerda@example.org"))
    page.locator("main form button").click()
    page.locator("main a.button.primary").click()
    assert page.url.endswith("#reactie-2")
    assert guest.comment(2).locator("em").inner_text() == "dit"
    assert "#1" in guest.comment(2).locator(".answers").inner_text()

    page.locator("#jouw-reacties [data-edit]").click()
    page.locator("#edit-form textarea").fill("")
    page.locator("#edit-form button[type=submit]").click()
    assert page.locator(".errors").is_visible()
    page.locator("#edit-form textarea").fill("Ik vind er iets anders van.")
    page.locator("#edit-form button[type=submit]").click()
    assert page.url.endswith("#reactie-2")
    assert "iets anders" in guest.comment(2).inner_text()
    assert guest.comment(2).locator(".edited").is_visible()

    page.locator("#jouw-reacties a[href*='/intrekken/']").click()
    page.locator("main button.danger").click()
    assert numbers(guest) == [1]
    assert Comment.objects.get(number=2).status == Comment.Status.WITHDRAWN


def test_a_wrong_name_and_a_text_too_long_come_back_whole(plain, article, author):
    guest = plain()
    page = guest.page
    page.goto(f"{article.get_absolute_url()}reageer/")
    guest.fill("x" * 100, author.name, "geen adres")
    guest.send()
    errors = page.locator("#reageer .errors")
    assert errors.locator("li").count() == 2
    assert guest.text.input_value() == "x" * 100
    assert guest.form.locator("[name=email]").input_value() == "geen adres"
    assert not Comment.objects.exists()


def test_a_moderator_judges(plain, article, write, moderator):
    WatchedWord.objects.create(word="verboden")
    article.policy = Article.Policy.HOLD_ALL
    article.save()
    write(article, "Mag dit?")
    write(article, "En dit verboden woord?", email="piet@example.org")
    desk = plain(moderator)
    page = desk.page
    page.goto("/")
    page.locator("a[href='/moderatie/']").click()
    assert page.locator("#queue > li").count() == 2
    page.locator("#queue > li").first.locator("button[value=approve]").click()
    # On to the next, with a way back to what was decided.
    assert page.locator(".messages a").inner_text() == "Bekijk of wijzig"
    entry = page.locator("#queue > li")
    assert "verboden" in entry.locator(".held").inner_text()
    entry.locator(".reject summary").click()
    # Without a ground it is refused, and says so.
    entry.locator("button.danger").click()
    assert page.locator(".errors").is_visible()
    page.locator(".reject [name=ground]").select_option("2")
    page.locator("button.danger").click()
    assert page.locator("#nothing").is_visible()
    assert Comment.objects.get(email="piet@example.org").status == Comment.Status.REJECTED
    page.goto(article.get_absolute_url())
    assert "Mag dit?" in desk.comment(1).inner_text()
    # What is public can be taken away from where it stands.
    desk.comment(1).locator(".for-moderator").click()
    page.locator(".reject summary").click()
    page.locator(".reject [name=ground]").select_option("1")
    page.locator(".reject button.danger").click()
    page.goto(article.get_absolute_url())
    assert desk.comment(1).count() == 0
