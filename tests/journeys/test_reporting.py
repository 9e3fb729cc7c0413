"""Readers who report, and moderators who look at it."""

import re

import pytest
from playwright.sync_api import expect

from comments.models import Comment, Report
from tests.journeys.access import complaints
from tests.journeys.visitor import Visitor, until

pytestmark = pytest.mark.journey

PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def comment(site, article, write) -> Comment:
    write(article, "Deze is in orde.", name="Piet")
    return write(article, "Deze is niet in orde.", name="Karel")


def choose(page, label: str) -> None:
    page.locator(".report-form").get_by_label(label, exact=True).check()


def fill_notice(page) -> None:
    choose(page, "In strijd met de wet")
    page.locator(".report-form [name=text]").fill("Hier wordt iemand belasterd.")
    page.locator(".report-form [name=law]").fill("Wetboek van Strafrecht, artikel 262")
    page.locator(".report-form [name=name]").fill("Greet Gever")
    page.locator(".report-form [name=email]").fill("greet@example.org")
    page.locator(".report-form [name=good_faith]").check()


def send(page) -> None:
    page.locator(".report-form button[type=submit]").click()


def test_a_guest_reports_in_place_and_a_moderator_sees_it_live(
    visit, comment, article, moderator, reader
):
    desk = visit(moderator)
    desk.open("/moderatie/?lijst=gemeld")
    expect(desk.page.locator("#queue > li")).to_have_count(0)
    guest, other = visit(), visit()
    for visitor in (guest, other):
        visitor.open(article.get_absolute_url())
    before = other.thread()
    assert guest.context.cookies() == []
    link = guest.comment(2).locator(".report")
    link.focus()
    guest.page.keyboard.press("Enter")
    dialog = guest.page.locator("dialog.report-dialog")
    dialog.get_by_role("heading", name="Reactie #2 melden").wait_for()
    expect(dialog).to_contain_text("Deze is niet in orde.")
    # Nothing chosen: told what is missing, and nothing lost.
    dialog.locator("[name=text]").fill("Kijk zelf maar.")
    send(guest.page)
    dialog.locator(".errors").wait_for()
    expect(dialog.locator("[name=text]")).to_have_value("Kijk zelf maar.")
    assert guest.context.cookies() == []
    choose(guest.page, "Beledigend of kwetsend")
    send(guest.page)
    dialog.get_by_text("Bedankt voor je melding").wait_for()
    dialog.get_by_role("link", name="Terug naar het debat").click()
    dialog.wait_for(state="hidden")
    # Back where the reader was.
    expect(link).to_be_focused()
    entry = desk.page.locator(f"#entry-{comment.pk}")
    expect(entry.locator(".reports")).to_contain_text("Kijk zelf maar.")
    # Nobody else notices, and a second time needs no second look.
    assert other.thread() == before
    link.click()
    choose(guest.page, "Reclame of spam")
    send(guest.page)
    dialog.get_by_text("al gemeld").wait_for()
    assert Report.objects.count() == 1
    # Another reader's report is there beside it.
    member = visit(reader)
    member.open(article.get_absolute_url())
    member.comment(2).locator(".report").click()
    choose(member.page, "Reclame of spam")
    send(member.page)
    member.page.get_by_text("Bedankt voor je melding").wait_for()
    desk.page.get_by_text("Beledigend of kwetsend, Reclame of spam").wait_for()
    # Kept, by key; the decision is sent when the page is left.
    desk.page.keyboard.press("j")
    desk.page.keyboard.press("g")
    entry.get_by_text("Blijft staan").wait_for()
    desk.page.goto("/moderatie/")
    until(lambda: set(Report.objects.values_list("status", flat=True)) == {"dismissed"})
    assert other.thread() == before
    # The same once more does not put it there again.
    third = visit()
    third.open(article.get_absolute_url())
    third.comment(2).locator(".report").click()
    choose(third.page, "Beledigend of kwetsend")
    send(third.page)
    third.page.get_by_text("al eerder naar gekeken").wait_for()
    desk.open("/moderatie/?lijst=gemeld")
    expect(desk.page.locator("#queue > li")).to_have_count(0)


def test_a_notice_of_something_illegal_from_report_to_decision(
    visit, comment, article, moderator, site
):
    guest = visit(**PHONE)
    page = guest.open(article.get_absolute_url())
    guest.comment(2).locator(".report").click()
    form = page.locator(".report-form")
    form.wait_for()
    expect(form.locator("[name=law]")).to_be_hidden()
    fill_notice(page)
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert (
        page.evaluate(
            "(() => { const d = document.querySelector('dialog');"
            " return d.scrollWidth - d.clientWidth })()"
        )
        == 0
    )
    send(page)
    page.get_by_text("bevestig je melding").wait_for()
    link = site.mailed_link("greet@example.org")
    assert Report.objects.get().status == "unconfirmed"
    # The mail is read elsewhere, on another device.
    elsewhere = visit(**PHONE)
    elsewhere.open(link)
    assert complaints(elsewhere.page) == []
    elsewhere.page.get_by_role("button", name="Ja, verstuur mijn melding").click()
    elsewhere.page.get_by_text("Bedankt voor je melding").wait_for()
    assert elsewhere.context.cookies() == []
    until(lambda: len(site.mails("greet@example.org")) == 2)
    desk = visit(moderator, **PHONE)
    desk.open("/moderatie/?lijst=gemeld")
    entry = desk.page.locator(f"#entry-{comment.pk}")
    expect(entry.locator(".reports")).to_contain_text("artikel 262")
    expect(entry.locator(".reports")).to_contain_text("Greet Gever")
    assert "greet@example.org" not in desk.page.content()
    assert complaints(desk.page) == []
    assert desk.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    entry.locator(".reject summary").click()
    entry.locator(".reject [name=ground]").select_option(index=2)
    entry.locator(".reject button.danger").click()
    desk.page.goto("/moderatie/")
    mails = until(lambda: found if len(found := site.mails("greet@example.org")) == 3 else None)
    assert "gevolgd" in mails[-1].get_content()
    assert Report.objects.get().status == "upheld"
    page.locator("dialog [data-close]").click()
    guest.comment(2).wait_for(state="detached")


def test_without_javascript(visit, comment, article, moderator, site):
    guest: Visitor = visit(java_script_enabled=False, **PHONE)
    page = guest.page
    page.goto(article.get_absolute_url())
    guest.comment(2).locator(".report").click()
    page.wait_for_url(re.compile(r"/melden/$"))
    expect(page.locator("[name=law]")).to_be_hidden()
    fill_notice(page)
    page.locator("[name=good_faith]").uncheck()
    send(page)
    page.locator(".errors").wait_for()
    expect(page.locator("[name=law]")).to_have_value("Wetboek van Strafrecht, artikel 262")
    page.locator("[name=good_faith]").check()
    send(page)
    page.get_by_text("bevestig je melding").wait_for()
    page.goto(site.mailed_link("greet@example.org"))
    page.get_by_role("button", name="Ja, verstuur mijn melding").click()
    page.get_by_text("Bedankt voor je melding").wait_for()
    desk = visit(moderator, java_script_enabled=False)
    desk.page.goto("/moderatie/?lijst=gemeld")
    desk.page.locator(f"#entry-{comment.pk} button[value=keep]").click()
    until(lambda: Report.objects.get().status == "dismissed")
    mails = until(lambda: found if len(found := site.mails("greet@example.org")) == 3 else None)
    assert "niet gevolgd" in mails[-1].get_content()


def test_the_page_keeps_nobody_out(visit, comment):
    guest = visit(**PHONE)
    page = guest.open(f"/reacties/{comment.pk}/melden/")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert complaints(page, scheme) == []
        fill_notice(page)
        assert complaints(page, scheme) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.locator(".report-form [name=law]").fill("")
    send(page)
    page.locator(".errors").wait_for()
    assert complaints(page) == []
    assert guest.context.cookies() == []


def test_reports_do_not_disturb_who_is_reading_the_entry(visit, comment, moderator, site):
    def give(reported: Comment, category: str) -> None:
        with site.client() as browser:
            form = {"category": category, "revision": 1}
            assert browser.post(f"/reacties/{reported.pk}/melden/", data=form).status_code == 200

    give(comment, "insult")
    desk = visit(moderator)
    page = desk.open("/moderatie/?lijst=gemeld")
    entry = page.locator(f"#entry-{comment.pk}")
    entry.locator(".reject summary").click()
    entry.locator(".reject [name=note]").fill("Omdat")
    give(comment, "spam")
    other = Comment.objects.exclude(pk=comment.pk).get()
    give(other, "spam")
    page.locator(f"#entry-{other.pk}").wait_for()
    expect(entry.locator(".reject [name=note]")).to_have_value("Omdat")
    # Only what was read is decided on.
    entry.locator("button[value=keep]").click()
    page.goto("/moderatie/")
    until(lambda: comment.reports.filter(status="dismissed").exists())
    assert list(comment.reports.values_list("status", flat=True)) == ["dismissed", "open"]
