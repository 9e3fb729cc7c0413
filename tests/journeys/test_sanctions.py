"""Writers under measures, in a real browser: told, heard, and never led up the garden path."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from comments.models import Comment
from moderation import actions
from moderation.models import AuditEntry, Measure
from tests.journeys.access import complaints_everywhere
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey

REASON = "Je viel een ander aan op wie die is."
GUEST = "gerda@example.org"
CLOCK = re.compile(r"\b\d\d:\d\d\b")


@pytest.fixture
def take(editor):
    def take(kind: str, **whom) -> Measure:
        days = None if kind in ("warn", "trust") else 7
        return actions.impose_sanction(kind, by=editor, reason=REASON, days=days, **whom)

    return take


def test_a_member_is_warned_reads_it_and_writes(visit, site, article, reader, take):
    warning = take("warn", user=reader)
    told = until(lambda: site.mails(reader.email))
    assert REASON in told[-1].get_content()
    member = visit(reader)
    page = member.open(article.get_absolute_url())
    member.begin()
    expect(page.locator("#reageer .warning")).to_contain_text(REASON)
    # Sent without having read it, nothing is lost and nothing is placed.
    member.fill("Ik zal er aan denken.")
    member.send()
    page.locator("#reageer .errors").wait_for()
    expect(member.text).to_have_value("Ik zal er aan denken.")
    assert not Comment.objects.exists()
    assert Measure.objects.get().read_at is None
    page.get_by_label("Ik heb dit gelezen").check()
    member.send()
    member.comment(1).wait_for()
    warning.refresh_from_db()
    assert warning.read_at
    # And never again.
    member.reload()
    with page.expect_response("**/reageer/vooraf/") as asked:
        member.begin()
    assert asked.value.text().strip() == ""
    expect(page.locator(".warning")).to_have_count(0)


def test_a_suspended_member_is_told_on_opening_and_on_sending(visit, article, reader, take):
    member = visit(reader)
    page = member.open(article.get_absolute_url())
    member.fill("Begonnen voor de schorsing.")
    take("suspend", user=reader)
    member.send()
    page.locator("#reageer .errors").first.wait_for()
    expect(page.locator("#reageer")).to_contain_text(REASON)
    expect(page.locator("#reageer")).to_contain_text("Je bent geschorst tot")
    expect(member.text).to_have_value("Begonnen voor de schorsing.")
    assert not Comment.objects.exists()
    member.reload()
    member.begin()
    page.locator("#reageer .measure").wait_for()
    # And on the member's own page.
    page.goto("/account/")
    expect(page.locator("main")).to_contain_text(REASON)


@pytest.mark.parametrize("kind", ["suspend", "ban"])
def test_a_guest_is_told_behind_the_mailed_link_and_nowhere_else(kind, visit, site, article, take):
    take(kind, email=GUEST)
    until(lambda: site.mails(GUEST))
    answers = []
    for email in ("gerda+nieuw@example.org", "ander@example.org"):
        guest = visit(java_script_enabled=False)
        guest.page.goto(article.get_absolute_url())
        guest.fill("Ik vind er dit van.", "Gerda", email)
        guest.send()
        expect(guest.page.locator("#jouw-reacties")).to_contain_text(email)
        guest.page.wait_for_load_state()
        # It says until what minute it can be changed.
        said = CLOCK.sub("…", guest.page.locator("main").inner_text())
        answers.append(said.replace(email, "…"))
        assert REASON not in guest.page.content()
    # Whoever types an address sees the same, whatever holds for it.
    assert answers[0] == answers[1]

    owner = visit(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = owner.page
    page.goto(site.mailed_link("gerda+nieuw@example.org"))
    expect(page.locator("main")).to_contain_text(REASON)
    expect(page.locator("main")).to_contain_text("Ik vind er dit van.")
    expect(page.locator("main form")).to_have_count(0)
    # Nor by a form of one's own.
    assert page.request.post(page.url, headers={"Sec-Fetch-Site": "same-origin"}).status == 403
    assert set(Comment.objects.values_list("status", flat=True)) == {"unconfirmed"}
    page.goto(site.mailed_link("ander@example.org"))
    page.locator("main form button").click()
    until(lambda: Comment.objects.filter(status="published").count() == 1)


def test_a_guest_reads_the_warning_behind_the_link(visit, site, article, take):
    take("warn", email=GUEST)
    first = until(lambda: site.mails(GUEST))
    guest = visit(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = guest.page
    page.goto(article.get_absolute_url())
    guest.fill("Ik vind er dit van.", "Gerda", GUEST)
    guest.send()
    expect(page.locator("#jouw-reacties")).to_contain_text(GUEST)
    page.wait_for_load_state()
    assert REASON not in page.content()
    until(lambda: len(site.mails(GUEST)) > len(first))
    page.goto(site.mailed_link(GUEST))
    expect(page.locator("main")).to_contain_text(REASON)
    # The browser itself asks for the tick.
    page.locator("main form button[type=submit]").click()
    assert Measure.objects.get().read_at is None
    page.get_by_label("Ik heb dit gelezen").check()
    page.locator("main form button[type=submit]").click()
    page.get_by_role("link", name="Bekijk").or_(
        page.locator("main a.button.primary")
    ).first.wait_for()
    assert Measure.objects.get().read_at
    assert Comment.objects.get().status == "published"


def test_a_moderator_takes_a_measure_from_the_desk(visit, site, article, write, moderator, reader):
    article.policy = "hold_all"
    article.save()
    comment = write(article, user=reader)
    desk = visit(moderator)
    page = desk.open("/moderatie/")
    page.keyboard.press("j")
    with page.context.expect_page() as opened:
        page.keyboard.press("b")
    page = opened.value
    page.wait_for_url(f"**/moderatie/schrijver/{comment.pk}/")
    page.get_by_text("Een maatregel nemen …").click()
    page.locator("[name=kind]").select_option("suspend")
    page.locator("[name=days]").select_option("7")
    page.locator("[name=reason]").fill(REASON)
    page.get_by_role("button", name="Deze maatregel nemen").click()
    page.locator(".tag-suspend").wait_for()
    page.get_by_label("Notitie voor collega’s").fill("Gebeld; begreep het.")
    page.get_by_role("button", name="Notitie bewaren").click()
    page.get_by_text("Gebeld; begreep het.").wait_for()
    mail = until(lambda: site.mails(reader.email))[-1]
    assert REASON in mail.get_content()
    # The desk says so from now on.
    page.goto("/moderatie/")
    entry = page.locator(f"#entry-{comment.pk}")
    expect(entry).to_contain_text("geschorst")
    expect(entry).to_contain_text("Gebeld; begreep het.")
    verbs = list(AuditEntry.objects.filter(actor=moderator.pk).values_list("verb", flat=True))
    assert {"measure", "note"} <= set(verbs)


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_not_right_gets_the_focus(scripts, visit, article, write, moderator, reader):
    comment = write(article, user=reader)
    page = visit(moderator, java_script_enabled=scripts).page
    page.goto(f"/moderatie/schrijver/{comment.pk}/")
    page.get_by_text("Een maatregel nemen …").click()
    page.get_by_role("button", name="Deze maatregel nemen").click()
    said = page.locator("[data-errors]")
    expect(said).to_be_focused()
    said.get_by_role("link", name="Reden").click()
    page.wait_for_url("**#id_reason")


def test_everyone_can_use_it(visit, site, article, write, take, editor, reader):
    comment = write(article, "Een eigen reactie. " + "heel-lang-" * 30, user=reader)
    write(article, "Nog een.", user=reader)
    take("warn", user=reader)
    take("hold", user=reader)
    actions.add_writer_note("Een notitie met " + "heel-lang-" * 20, user=reader, by=editor)
    Comment.objects.update(confirmed_at=timezone.now())
    desk = visit(editor)
    for address in (f"/moderatie/schrijver/{comment.pk}/", "/moderatie/logboek/"):
        desk.page.goto(address)
        for details in desk.page.locator("main details:not([open]) > summary").all():
            details.click()
        assert complaints_everywhere(desk.page, address) == []
    desk.open("/moderatie/?lijst=alles")
    assert complaints_everywhere(desk.page, "the desk") == []
    member = visit(reader)
    member.open(article.get_absolute_url())
    member.begin()
    member.page.locator("#reageer .warning").wait_for()
    assert complaints_everywhere(member.page, "the form of who is warned") == []
    take("ban", user=reader)
    member.page.goto(f"{article.get_absolute_url()}reageer/")
    member.page.locator(".measure").wait_for()
    assert complaints_everywhere(member.page, "the form of who is banned") == []
    member.page.goto("/account/")
    assert complaints_everywhere(member.page, "a member's own page") == []
