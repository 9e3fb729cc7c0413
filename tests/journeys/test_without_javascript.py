"""Everything works with reloads alone."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from comments.models import Comment, WatchedWord
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey


@pytest.fixture
def plain(visit):
    """Someone whose browser runs no scripts."""
    return lambda user=None: visit(user, java_script_enabled=False)


def test_reading_a_long_thread_by_links(plain, article, make_thread):
    comments = make_thread(article, 120)
    guest = plain()
    page = guest.page
    page.goto("/")
    page.get_by_role("link", name=article.title).click()
    page.wait_for_url(f"**{article.get_absolute_url()}")
    read = guest.numbers()
    while page.locator("#more").is_visible():
        page.locator("#more").click()
        page.wait_for_url(f"**?na={Comment.objects.get(number=read[-1]).path}*")
        read += guest.numbers()
    assert read == list(range(1, 121))

    # A link to a reaction on the third page lands at that reaction.
    page.goto(f"/opinie/{article.slug}/reactie/115/")
    page.wait_for_url(f"**?na={comments[99].path}#reactie-115")
    expect(guest.comment(115)).to_be_in_viewport()
    page.locator("#earlier").click()
    expect(guest.comment(100)).to_be_attached()
    page.wait_for_load_state()
    # A page that was made shows no controls that only a script could serve.
    expect(page.locator(".quote:visible, .fold:visible, #reveal:visible")).to_have_count(0)


def test_a_guest_answers_confirms_edits_and_withdraws(plain, site, article, write):
    write(article, "Wat vindt u daarvan?", name="Daan")
    guest = plain()
    page = guest.page
    page.goto(article.get_absolute_url())
    guest.comment(1).locator(".reply").click()
    expect(page.locator(".quoted")).to_contain_text("Wat vindt u daarvan?")
    # Sent without a name, it comes back with the text in it, and still as an answer.
    guest.text.fill("Ik vind er *dit* van.")
    guest.send()
    expect(page.locator("#reageer .errors")).to_be_visible()
    expect(guest.text).to_have_value("Ik vind er *dit* van.")
    guest.fill("Ik vind er *dit* van.", "Gerda", "gerda@example.org")
    guest.send()
    page.wait_for_url(f"**{article.get_absolute_url()}#jouw-reacties")
    expect(page.locator("#jouw-reacties")).to_contain_text("gerda@example.org")

    page.goto(site.mailed_link("gerda@example.org"))
    page.locator("main form button").click()
    page.locator("main a.button.primary").click()
    page.wait_for_url("**#reactie-2")
    expect(guest.comment(2).locator("em")).to_have_text("dit")
    expect(guest.comment(2).locator(".answers")).to_contain_text("#1")

    page.locator("#jouw-reacties [data-edit]").click()
    page.locator("#edit-form textarea").fill("")
    page.locator("#edit-form button[type=submit]").click()
    expect(page.locator(".errors")).to_be_visible()
    page.locator("#edit-form textarea").fill("Ik vind er iets anders van.")
    page.locator("#edit-form button[type=submit]").click()
    page.wait_for_url("**#reactie-2")
    expect(guest.comment(2)).to_contain_text("iets anders")
    expect(guest.comment(2).locator(".edited")).to_be_visible()

    page.locator("#jouw-reacties a[href*='/intrekken/']").click()
    page.locator("main button.danger").click()
    until(lambda: Comment.objects.get(number=2).status == Comment.Status.WITHDRAWN)
    expect(page.locator("#thread > li")).to_have_count(1)
    expect(guest.comment(1)).to_be_attached()


def test_a_wrong_name_and_a_text_too_long_come_back_whole(plain, article, author):
    guest = plain()
    page = guest.page
    page.goto(f"{article.get_absolute_url()}reageer/")
    guest.fill("x" * 100, author.name, "geen adres")
    guest.send()
    expect(page.locator("#reageer .errors li")).to_have_count(2)
    expect(guest.text).to_have_value("x" * 100)
    expect(guest.form.locator("[name=email]")).to_have_value("geen adres")
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
    expect(page.locator("#queue > li")).to_have_count(2)
    page.locator("#queue > li").first.locator("button[value=approve]").click()
    # On to the next, with a way back to what was decided.
    expect(page.locator(".messages a")).to_have_text("Bekijk of wijzig")
    entry = page.locator("#queue > li")
    expect(entry.locator(".held")).to_contain_text("verboden")
    entry.locator(".reject summary").click()
    # Without a ground it is refused, and says so.
    entry.locator("button.danger").click()
    expect(page.locator(".errors")).to_be_visible()
    page.locator(".reject [name=ground]").select_option("2")
    page.locator("button.danger").click()
    expect(page.locator("#nothing")).to_be_visible()
    assert Comment.objects.get(email="piet@example.org").status == Comment.Status.REJECTED
    page.goto(article.get_absolute_url())
    expect(desk.comment(1)).to_contain_text("Mag dit?")
    # What is public can be taken away from where it stands.
    desk.comment(1).locator(".for-moderator").click()
    page.locator(".reject summary").click()
    page.locator(".reject [name=ground]").select_option("1")
    page.locator(".reject button.danger").click()
    until(lambda: Comment.objects.get(number=1).status == Comment.Status.REMOVED)
    page.goto(article.get_absolute_url())
    expect(desk.comment(1)).to_have_count(0)
