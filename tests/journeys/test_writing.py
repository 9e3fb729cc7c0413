"""Writing with ease, and never losing what was typed."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from comments import actions
from comments.models import Comment, WatchedWord
from common.html.safe import SafeText
from tests.journeys.visitor import Visitor, until

pytestmark = pytest.mark.journey


def typed(visitor: Visitor, text: str) -> None:
    """This is what there is to be sent."""
    expect(visitor.text).to_have_value(text)


def answer(visitor: Visitor, number: int) -> None:
    visitor.comment(number).locator(".reply").click()


# --- What was typed is kept -----------------------------------------------------------------------


def test_typing_an_answer_goes_on_while_others_react(visit, article, make_thread, reader, author):
    make_thread(article, 6)
    writing, other = visit(reader), visit(author)
    writing.open(article.get_absolute_url())
    other.open(article.get_absolute_url())
    answer(writing, 4)
    writing.page.keyboard.type("Zonder onder")
    answer(other, 4)
    other.write("Ik was eerder.")
    writing.comment(7).wait_for(state="attached")
    writing.page.keyboard.type("breking.")
    typed(writing, "Zonder onderbreking.")
    # The form stays with what is answered, also when that changes meanwhile.
    actions.revise_comment(Comment.objects.get(number=4), SafeText("Ik bedoel het anders."))
    writing.page.locator("#reactie-4 .edited").wait_for(state="attached")
    writing.page.keyboard.type(" Echt.")
    typed(writing, "Zonder onderbreking. Echt.")
    writing.send()
    writing.page.locator("#jouw-reacties [data-own]").wait_for()
    assert Comment.objects.get(user=reader).parent.number == 4


def test_the_line_is_gone_on_sending(visit, article, site, reader):
    member = visit(reader)
    member.expects_a_broken_line = True
    page = member.open(article.get_absolute_url())
    member.fill("Dit mag niet verloren gaan.")
    member.context.set_offline(True)
    member.send()
    page.locator(".trouble").wait_for()
    typed(member, "Dit mag niet verloren gaan.")
    member.context.set_offline(False)
    member.send()
    page.locator("#jouw-reacties [data-own]").wait_for()
    assert Comment.objects.get().text == "Dit mag niet verloren gaan."
    typed(member, "")
    member.reload()
    typed(member, "")


def test_the_answer_of_the_server_gets_lost(visit, article, reader):
    """It was kept, and the page does not know: sent once more it is still one."""
    member = visit(reader)
    member.expects_a_broken_line = True
    page = member.open(article.get_absolute_url())

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/reageer/", lose, times=1)
    member.fill("Ging dit goed?")
    member.send()
    page.locator(".trouble").wait_for()
    assert Comment.objects.count() == 1
    typed(member, "Ging dit goed?")
    member.send()
    page.locator("#jouw-reacties [data-own]").wait_for()
    assert Comment.objects.count() == 1
    typed(member, "")


def test_a_refused_text_is_kept(visit, article):
    guest = visit()
    page = guest.open(article.get_absolute_url())
    guest.fill("Zonder naam.")
    guest.send()
    expect(page.locator("#reageer .errors")).to_be_focused()
    typed(guest, "Zonder naam.")
    guest.reload()
    typed(guest, "Zonder naam.")
    assert not Comment.objects.exists()


def test_too_much_at_once_is_refused_with_the_text_kept(make_site, visit, article):
    site = make_site(RATE_LIMITS="true", proxied=True)
    guest = visit(at=site)
    page = guest.open(article.get_absolute_url())
    for turn in range(20):
        guest.fill(f"Bericht {turn}.", "Haast", "haast@example.org")
        guest.send()
        page.locator(f"#jouw-reacties li:nth-child({turn + 1}), #reageer .errors").wait_for()
        if page.locator("#reageer .errors").count():
            break
    typed(guest, f"Bericht {turn}.")
    assert 8 <= Comment.objects.count() == turn <= 16


def test_the_session_ends_while_a_member_writes(visit, article, reader):
    member = visit(reader)
    page = member.open(article.get_absolute_url())
    expect(member.form.locator("[name=name]")).to_have_count(0)
    member.fill("Een lang verhaal van een lid.")
    Session.objects.all().delete()
    member.send()
    page.locator("#reageer .errors").wait_for()
    typed(member, "Een lang verhaal van een lid.")
    sign_in = page.locator("#reageer .errors a[href*='/login/']")
    assert article.get_absolute_url() in sign_in.get_attribute("href")
    # Signing in again brings one back to it, and so does going on as a guest.
    sign_in.click()
    member.sign_in(reader.email)
    page.wait_for_url(f"**{article.get_absolute_url()}")
    member.until_live()
    typed(member, "Een lang verhaal van een lid.")
    Session.objects.all().delete()
    member.send()
    page.locator("#reageer .errors").wait_for()
    typed(member, "Een lang verhaal van een lid.")
    member.fill(member.text.input_value(), "Lies", "lies.gast@example.org")
    member.send()
    page.locator("#jouw-reacties [data-own]").wait_for()
    assert Comment.objects.get().status == Comment.Status.UNCONFIRMED
    typed(member, "")


# --- Never two ------------------------------------------------------------------------------------


def test_a_double_click_makes_one(visit, article, reader):
    member = visit(reader)
    page = member.open(article.get_absolute_url())
    member.fill("Eenmaal, andermaal.")
    member.form.locator("button[type=submit]").dblclick()
    page.locator("#jouw-reacties [data-own]").wait_for()
    page.wait_for_load_state("networkidle")
    assert Comment.objects.count() == 1
    assert member.numbers() == [1]


def test_the_back_button_loses_no_second_one(visit, article, reader):
    """The next text is another reaction, though the page came out of the browser's store."""
    member = visit(reader)
    page = member.open(article.get_absolute_url())
    member.write("De eerste.")
    page.goto("/")
    page.go_back()
    member.until_live()
    typed(member, "")
    member.fill("De tweede.")
    member.send()
    member.comment(2).wait_for()
    assert texts() == ["De eerste.", "De tweede."]


def test_the_back_button_to_a_page_kept_whole(keeping_visit, article, reader):
    member = keeping_visit(reader)
    page = member.open(article.get_absolute_url())
    member.write("De eerste.")
    page.locator(".wordmark").click()
    page.wait_for_url("**/")
    page.evaluate("setTimeout(() => history.back())")
    page.wait_for_url(f"**{article.get_absolute_url()}", wait_until="commit")
    member.until_live()
    # It hears again what happens, and what is sent from it is sent once.
    typed(member, "")
    member.fill("De tweede.")
    member.send()
    member.comment(2).wait_for()
    assert texts() == ["De eerste.", "De tweede."]


def test_the_back_button_without_javascript(keeping_visit, article, reader):
    member = keeping_visit(reader, java_script_enabled=False)
    page = member.page
    page.goto(f"{article.get_absolute_url()}reageer/")
    member.text.fill("Eenmaal is genoeg.")
    member.send()
    page.wait_for_url("**/#reactie-1")
    page.evaluate("history.back()")
    page.wait_for_url("**/reageer/", wait_until="commit")
    typed(member, "Eenmaal is genoeg.")
    member.send()
    page.wait_for_url("**/#reactie-1")
    assert texts() == ["Eenmaal is genoeg."]
    # Changed before it is sent again, it is another reaction.
    page.evaluate("history.back()")
    page.wait_for_url("**/reageer/", wait_until="commit")
    member.text.fill("En nog iets.")
    member.send()
    page.wait_for_url("**/#reactie-2")
    assert texts() == ["Eenmaal is genoeg.", "En nog iets."]


def texts() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("text", flat=True))


# --- Ease -----------------------------------------------------------------------------------------


def test_quoting_preview_and_counter(visit, article, write):
    write(article, "De eerste alinea.\n\nDe tweede alinea.", name="Daan")
    guest = visit()
    page = guest.open(article.get_absolute_url())
    guest.comment(1).locator(".quote").click()
    typed(guest, "> De eerste alinea.\n> \n> De tweede alinea.\n\n")
    page.keyboard.type("Nou, *nee*.")
    preview = page.locator("#preview")
    preview.locator("em").wait_for()
    expect(preview.locator("blockquote p")).to_have_count(2)
    expect(preview).to_contain_text("Nou, nee.")
    # Only what is selected is quoted.
    guest.text.fill("")
    page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('#reactie-1 .text p + p'))"
    )
    guest.comment(1).locator(".quote").click()
    typed(guest, "> De tweede alinea.\n\n")

    counter = page.locator(".counter")
    expect(counter).to_have_text("")
    guest.text.fill("x" * 4990)
    expect(counter).to_contain_text("10")
    guest.text.fill("x" * 5001)
    page.locator(".counter.over").wait_for()
    typed(guest, "x" * 5001)
    guest.form.locator("[name=name]").fill("Daan")
    guest.form.locator("[name=email]").fill("daan@example.org")
    guest.send()
    page.locator("#reageer .errors").wait_for()
    typed(guest, "x" * 5001)


def test_nothing_that_needs_a_script_shows_before_it_is_there(visit, article, write):
    write(article, "De eerste alinea.", name="Daan")
    guest = visit()
    late = []
    guest.page.route("**/js/thread/comment-form*", lambda route: late.append(route))
    with guest.page.expect_request("**/js/thread/comment-form*"):
        guest.page.goto(article.get_absolute_url())
    quote = guest.comment(1).locator(".quote")
    expect(guest.comment(1).locator(".reply")).to_be_visible()
    expect(quote).to_be_hidden()
    late[0].continue_()
    quote.click()
    typed(guest, "> De eerste alinea.\n\n")


def test_a_guest_is_remembered_only_when_asked_to(visit, article):
    guest = visit()
    page = guest.open(article.get_absolute_url())

    def cookies() -> set[str]:
        return {cookie["name"] for cookie in guest.context.cookies()}

    def filled_in(name: str) -> None:
        guest.open(article.get_absolute_url())
        expect(guest.form.locator("[name=name]")).to_have_value(name)

    assert cookies() == set()
    guest.write("Vergeet mij.", "Gerda", "gerda@example.org")
    assert "guest" not in cookies()
    filled_in("")
    guest.fill("Onthoud mij.", "Gerda", "gerda@example.org")
    guest.form.locator("[name=remember]").check()
    guest.send()
    page.locator("#jouw-reacties li:nth-child(2)").wait_for()
    assert "guest" in cookies()
    filled_in("Gerda")
    guest.fill("Vergeet mij weer.")
    guest.form.locator("[name=remember]").uncheck()
    guest.send()
    page.locator("#jouw-reacties li:nth-child(3)").wait_for()
    assert "guest" not in cookies()
    filled_in("")


# --- Changing one's mind --------------------------------------------------------------------------


def test_an_edit_is_public_at_once_or_waits(visit, article, reader, moderator):
    WatchedWord.objects.create(word="verboden")
    reading, member = visit(), visit(reader)
    reading.open(article.get_absolute_url())
    page = member.open(article.get_absolute_url())
    member.write("De eerste tekst.")
    left = page.locator("#jouw-reacties .left")
    # The server says until when; the page makes minutes and seconds of it, and they run.
    left.filter(has_text=re.compile(r"1[45]:\d\d")).wait_for()
    first = left.inner_text()
    page.wait_for_function(
        "first => document.querySelector('#jouw-reacties .left').textContent !== first", arg=first
    )

    def edit(text: str) -> None:
        page.locator("#jouw-reacties [data-edit]").click()
        page.locator("#edit-form textarea").fill(text)
        page.locator("#edit-form button[type=submit]").click()
        page.wait_for_url(f"**{article.get_absolute_url()}*")
        member.until_live()

    edit("De tweede tekst.")
    reading.page.locator("#reactie-1 .edited").wait_for()
    expect(reading.comment(1)).to_contain_text("De tweede tekst.")

    edit("Een verboden tekst.")
    expect(member.comment(1)).to_contain_text("De tweede tekst.")
    status = page.locator("#jouw-reacties .status").inner_text()
    desk = visit(moderator)
    desk.judge()
    entry = desk.page.locator("#queue > li")
    expect(entry).to_contain_text("Een verboden tekst.")
    assert "verboden" not in reading.page.content()
    entry.locator("button[value=approve]").click()
    reading.page.locator("#reactie-1", has_text="Een verboden tekst.").wait_for()
    page.reload()
    expect(page.locator("#jouw-reacties .status")).not_to_have_text(status)


def test_leaving_an_edit_unsaved_asks_first(visit, article, reader, write):
    comment = write(article, "Zo was het.", user=reader)
    member = visit(reader)
    page = member.open(f"/reacties/{comment.pk}/bewerken/")
    page.locator("#edit-form textarea").press_sequentially("Anders. ")
    page.get_by_role("link", name="Weerwoord").first.click()
    page.wait_for_url("**/")
    assert member.dialogs == [""]


def test_withdrawing_asks_first_and_shows_everywhere(visit, article, reader, write):
    kept = write(article, "Hier is op geantwoord.", user=reader)
    write(article, "Een antwoord.", parent=kept)
    write(article, "Hier is niet op geantwoord.", user=reader)
    reading, member = visit(), visit(reader)
    reading.open(article.get_absolute_url())
    page = member.open(article.get_absolute_url())
    for number in (1, 3):
        member.comment(number).locator("a.for-owner[href*='/intrekken/']").click()
        assert Comment.objects.get(number=number).is_published
        page.locator("main button.danger").click()
        page.wait_for_url(f"**{article.get_absolute_url()}*")
        member.until_live()
    reading.page.locator("#reactie-1.tombstone").wait_for()
    reading.comment(3).wait_for(state="detached")
    assert "Hier is" not in reading.page.content()
    until(lambda: "Hier is" not in page.content())
    assert reading.numbers() == [1, 2]
