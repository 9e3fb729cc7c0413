"""From the mail about a removal, through an objection, to the reaction back on everyone's page."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from comments.models import Comment, Objection, Statement
from moderation.actions import add_canned_reason
from moderation.models import HouseRule
from tests.journeys.access import complaints
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey

GERDA = "gerda@example.org"
WHY = "Ik had het over het plan, en niet over de wethouder."
ANSWER = "Dat klopt: het gaat over het plan."


@pytest.fixture
def reaction(article, write) -> Comment:
    """A guest's, whose address is confirmed, with an answer under it."""
    comment = write(article, "Dit plan is dom.", name="Gerda", email=GERDA)
    Comment.objects.filter(pk=comment.pk).update(confirmed_at=timezone.now())
    write(article, "Vind ik niet.", parent=comment)
    return comment


def usable(page) -> None:
    """By everyone, and whole on a phone."""
    page.set_viewport_size({"width": 360, "height": 740})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert complaints(page, scheme) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def remove(desk, comment: Comment) -> None:
    """Take it away under house rule 2, from its own page at the desk."""
    page = desk.page
    page.goto(f"/moderatie/{comment.pk}/")
    page.locator(".reject summary").click()
    page.locator(".reject [name=ground]").select_option("2")
    page.locator(".reject [name=note]").fill("Schelden helpt niet.")
    page.locator(".reject button.danger").click()
    until(lambda: Comment.objects.get(pk=comment.pk).status == "removed")


def test_from_the_mail_to_the_restored_reaction(
    visit, site, article, reaction, moderator, second_moderator
):
    elsewhere = visit()
    reading = elsewhere.open(article.get_absolute_url())
    remove(visit(moderator), reaction)
    # On a page that was open all along, the rule stands in its place.
    place = elsewhere.comment(1)
    reading.locator("#reactie-1.tombstone").wait_for()
    expect(place).to_contain_text("Verwijderd door de redactie: huisregel 2")
    expect(place.locator("a[href='/huisregels/#regel-2']")).to_be_visible()
    count = reading.locator("#count").inner_text()

    # The writer, in a browser that never was here, opens the mail.
    link = site.mailed_link(GERDA)
    assert "Schelden helpt niet." in site.mails(GERDA)[-1].get_content()
    gerda = visit()
    page = gerda.page
    page.goto(link)
    expect(page.locator("main")).to_contain_text("Dit plan is dom.")
    expect(page.locator("main")).to_contain_text("Huisregel 2: Val de mening aan, niet de mens")
    usable(page)
    page.locator("main form button").click()
    expect(page.locator(".error")).to_be_visible()
    page.locator("main textarea").fill(WHY)
    page.locator("main form button").click()
    page.locator("main .notice").wait_for()
    page.wait_for_load_state()
    usable(page)
    assert gerda.context.cookies() == []

    # Who removed it sees the objection, and may not judge it.
    first = visit(moderator).page
    first.goto("/moderatie/bezwaren/")
    expect(first.locator(".entry")).to_contain_text(WHY)
    expect(first.locator(".entry button")).to_have_count(0)
    # A colleague does.
    second = visit(second_moderator).page
    second.goto("/moderatie/")
    second.locator(".desk-nav a[href='/moderatie/bezwaren/']").click()
    second.wait_for_url("**/moderatie/bezwaren/")
    usable(second)
    second.locator(".entry textarea").fill(ANSWER)
    second.locator(".entry button[value=granted]").click()
    expect(second.locator(".empty")).to_be_visible()

    # It is back at its place and number, before the eyes of who reads on.
    reading.locator("#reactie-1:not(.tombstone)").wait_for()
    expect(place).to_contain_text("Dit plan is dom.")
    assert elsewhere.numbers() == [1, 2]
    expect(reading.locator("#count")).to_have_text(str(int(count) + 1))
    until(lambda: len(site.mails(GERDA)) == 2)
    outcome = site.mails(GERDA)[-1].get_content()
    assert ANSWER in outcome
    page.goto(link)
    expect(page.locator("main .notice")).to_contain_text("Toegewezen.")
    expect(page.locator("main")).to_contain_text(ANSWER)


def test_without_scripts(visit, site, reaction, moderator, second_moderator):
    def plain(user=None):
        return visit(user, java_script_enabled=False)

    remove(plain(moderator), reaction)
    page = plain().page
    page.goto(site.mailed_link(GERDA))
    page.locator("main textarea").fill(WHY)
    page.locator("main form button").click()
    page.locator("main .notice").wait_for()
    expect(page.locator("main")).to_contain_text(WHY)
    desk = plain(second_moderator).page
    desk.goto("/moderatie/bezwaren/")
    desk.locator(".entry textarea").fill("Toch niet.")
    desk.locator(".entry button[value=dismissed]").click()
    until(lambda: Objection.objects.get().outcome == "dismissed")
    page.reload()
    expect(page.locator("main")).to_contain_text("Toch niet.")


def test_a_canned_reason_fills_in_the_writers_words(visit, reaction, moderator, editor):
    rule = HouseRule.objects.get(number=3)
    texts = {"text_nl": "Er staat een nummer in.", "text_en": "There is a number in it."}
    add_canned_reason(by=editor, title="Nummer", house_rule=rule, **texts)
    Comment.objects.filter(pk=reaction.pk).update(language="en")
    page = visit(moderator).page
    page.goto(f"/moderatie/{reaction.pk}/")
    page.locator(".reject summary").click()
    page.locator(".reject [name=canned]").select_option(label="Nummer")
    note = page.locator(".reject [name=note]")
    expect(note).to_have_value("There is a number in it.")
    expect(page.locator(".reject [name=ground]")).to_have_value("3")
    note.fill("There is a phone number in it.")
    # What was typed by hand stays.
    page.locator(".reject [name=canned]").select_option("")
    expect(note).to_have_value("There is a phone number in it.")
    usable(page)
    page.locator(".reject button.danger").click()
    until(lambda: Statement.objects.exists())
    assert Statement.objects.get().facts == "There is a phone number in it."


def test_the_rules_and_their_desk_are_for_everyone(visit, db, editor):
    reader = visit().page
    for path in ("/huisregels/", "/en/huisregels/"):
        reader.goto(path)
        usable(reader)
    desk = visit(editor).page
    for path in ("", "regel/", "regel/2/", "reden/"):
        desk.goto(f"/moderatie/huis/{path}")
        usable(desk)
