"""The moderators' queue: keys, focus, the time to undo, choosing several, and who is looking."""

import pytest
from playwright.sync_api import Page, expect

from tests.widgets import pages
from tests.widgets.bench import Bench, make_page

pytestmark = pytest.mark.journey

OPTIONS = f"{{words: {pages.QUEUE_WORDS}, deskWords: (window.deskWords = {pages.DESK_WORDS})}}"


@pytest.fixture
def desk(bench):
    """Open a queue with this many entries."""

    def desk(size: int) -> Page:
        page = bench.open(pages.queue(*map(pages.entry, range(1, size + 1))), css="site desk")
        for number in range(1, size + 1):
            bench.answers[f"/oordeel/{number}/"] = pages.decided_entry(number)
        connect(bench)
        return page

    return desk


def connect(bench: Bench) -> None:
    bench.connect("desk/queue", "Queue", "#queue", OPTIONS)
    bench.page.evaluate("sockets[0].open()")


def focus(page: Page) -> tuple[int, str]:
    """In which entry the focus is, and on what: the entry itself, or one of its fields."""
    return tuple(
        page.evaluate(
            """() => {
              const here = document.activeElement;
              const entry = here.closest("#queue > .entry");
              return [Number(entry?.dataset.id ?? 0), here === entry ? "entry" : here.name ?? ""];
            }"""
        )
    )


def decided(bench: Bench) -> list[str]:
    """Return the bodies of the decisions that were sent."""
    sent = [(path, body) for method, path, body in bench.requests if method == "POST"]
    return [f"{path} {body}" for path, body in sent]


def test_thirty_are_decided_by_keys_alone(desk, bench):
    page = desk(30)
    page.evaluate("deskWords.back = 0.3")

    def press(key: str, number: int, on: str = "entry") -> None:
        page.keyboard.press(key)
        assert focus(page) == (number, on), f"{key} on {number}"

    wanted = []
    press("j", 1)
    for number in range(1, 31):
        following = min(number + 1, 30)
        if number < 30 and number % 5 == 0:  # looks ahead and comes back
            press("j", following)
            press("k", number)
        if number % 3 == 0:
            press("d", number, "ground")
            if number % 2:  # thinks again
                press("Escape", number)
                press("d", number, "ground")
            press("2", following)
            wanted.append(f"/oordeel/{number}/ ground=2&canned=&law=&note=&verdict=reject")
        else:
            press("f", following)
            fields = "ground=&canned=&law=&note="
            wanted.append(f"/oordeel/{number}/ verdict=approve&{fields}")
    expect(page.locator("[data-decided]")).to_have_count(30)
    assert decided(bench) == wanted
    # Still somewhere, and not at the top of the page; and told that it is too late.
    assert focus(page)[0] == 30
    page.keyboard.press("u")
    expect(page.locator("#entry-30 [data-decided]:focus .late")).to_have_text("Te laat.")


def test_undo_sends_nothing(desk, bench):
    page = desk(2)
    first = page.locator(".entry").first
    height = first.bounding_box()["height"]
    first.locator("button[value=approve]").click()
    assert first.bounding_box()["height"] < 80 < height
    assert focus(page)[0] == 2
    first.get_by_role("button", name="(u)").click()
    assert first.bounding_box()["height"] == height
    expect(first).to_be_focused()
    page.evaluate("it.disconnect()")
    assert decided(bench) == []


def test_who_leaves_has_decided(desk, bench):
    page = desk(2)
    page.keyboard.press("j")
    page.keyboard.press("f")
    assert decided(bench) == []
    with page.expect_request("**/oordeel/1/"):
        page.evaluate("dispatchEvent(new Event('pagehide'))")
    expect(page.locator("#entry-1")).to_have_count(0)


def test_what_is_taken_from_the_page_has_decided_too(desk, bench):
    page = desk(1)
    page.keyboard.press("j")
    page.keyboard.press("f")
    with page.expect_request("**/oordeel/1/"):
        page.evaluate("it.disconnect()")


def test_a_second_tap_in_one_place_decides_nothing(desk):
    page = desk(3)
    press = """(number) => document.querySelectorAll("button[value=approve]")[number].dispatchEvent(
      new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1, clientX: 9 })
    )"""
    page.evaluate(press, 0)
    page.evaluate(press, 1)
    expect(page.locator(".entry.decided")).to_have_count(1)
    page.wait_for_function(
        "at => performance.now() > at + 600", arg=page.evaluate("performance.now()")
    )
    page.evaluate(press, 1)
    expect(page.locator(".entry.decided")).to_have_count(2)


def test_without_a_connection_decisions_are_kept(desk, bench):
    page = desk(3)
    page.evaluate("deskWords.back = 0")
    there = dict(bench.answers)
    bench.answers |= dict.fromkeys((f"/oordeel/{number}/" for number in (1, 2, 3)), 0)
    for key in ("j", "f", "f", "f"):
        page.keyboard.press(key)
    page.locator(".grace .why", has_text="Geen verbinding").nth(2).wait_for()
    # What waits for a connection can still be taken back.
    page.keyboard.press("u")
    expect(page.locator(".entry.decided")).to_have_count(2)
    bench.answers = there
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-decided]")).to_have_count(2)
    expect(page.locator(".failed")).to_have_count(0)


def test_a_fault_of_the_server_is_said_and_can_be_tried_again(desk, bench):
    page = desk(1)
    page.evaluate("deskWords.back = 0")
    bench.answers["/oordeel/1/"] = 500
    page.keyboard.press("j")
    page.keyboard.press("f")
    expect(page.locator(".failed")).to_have_text("Mislukt")
    bench.answers["/oordeel/1/"] = pages.decided_entry(1)
    page.locator("#queue button[value=approve]").click()
    page.locator("[data-decided]").wait_for()
    expect(page.locator(".failed")).to_have_count(0)


def test_keys_do_nothing_where_nothing_is_open(desk, bench):
    page = desk(0)
    for key in ("f", "d", "u", "z", "b", "k", "j", "1"):
        page.keyboard.press(key)
    assert decided(bench) == []
    assert page.evaluate("document.activeElement === document.body")


def test_what_is_typed_in_a_field_is_no_command(desk):
    page = desk(2)
    page.keyboard.press("/")
    page.keyboard.type("jfduzb?")
    expect(page.locator("#zoek")).to_have_value("jfduzb?")
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator(".grace")).to_have_count(0)
    # Escape leads back to the list.
    page.keyboard.press("Escape")
    assert focus(page) == (1, "entry")


def test_the_list_mends_itself_and_moves_nothing(desk, bench):
    page = desk(30)
    page.keyboard.press("j")
    page.locator("#entry-20 button[value=approve]").focus()
    page.locator("#entry-20").evaluate("entry => entry.scrollIntoView({ block: 'center' })")
    before = page.locator("#entry-20").bounding_box()["y"]
    # Three above are gone, two came in between, and one has more reports.
    numbers = [*range(4, 10), 101, 102, *range(10, 31)]
    entries = [pages.entry(number, reports=number == 25) for number in numbers]
    bench.answers["/"] = make_page(pages.queue(*entries), css="site desk")
    page.evaluate("sockets[0].hear({ queue: true })")
    page.locator("#entry-102").wait_for(state="attached")
    ids = page.locator("#queue > .entry").evaluate_all("all => all.map((one) => +one.dataset.id)")
    assert ids == numbers
    assert abs(page.locator("#entry-20").bounding_box()["y"] - before) < 1
    expect(page.locator("#entry-20 button[value=approve]")).to_be_focused()
    expect(page.locator("#entry-25")).to_have_attribute("data-reports", "True")
    expect(page.locator("#count")).to_have_text("29")


def test_what_is_worked_on_is_never_pulled_away(desk, bench):
    page = desk(2)
    page.keyboard.press("j")
    page.keyboard.press("d")
    bench.answers["/"] = make_page(pages.queue(pages.entry(2)))
    page.evaluate("sockets[0].hear({ queue: true })")
    expect(page.locator("#entry-1 .errors[role=status]")).to_have_text("Elders besloten")
    assert focus(page) == (1, "ground")


def test_many_pushes_are_answered_by_one_fetch_more(desk, bench):
    page = desk(1)
    page.locator("#entry-1").wait_for()
    page.evaluate("for (let n = 0; n < 20; n += 1) sockets[0].hear({ queue: true })")
    bench.answers["/"] = make_page(pages.queue(pages.entry(1), pages.entry(2)))
    page.locator("#entry-2").wait_for()
    assert 2 <= len(bench.asked("/")) <= 4


def test_what_a_colleague_has_is_passed_over(desk):
    page = desk(3)
    hear = "message => sockets[0].hear(message)"
    page.evaluate(hear, {"looks": {"desk": "x", "name": "Noor", "at": 1}})
    expect(page.locator("#entry-1 .colleague")).to_have_text("Noor kijkt")
    page.keyboard.press("j")
    assert focus(page)[0] == 2
    assert '{"at":2}' in page.evaluate("sockets[0].sent")
    page.evaluate(hear, {"decides": {"desk": "x", "name": "Noor", "at": 3}})
    expect(page.locator("#entry-3.theirs .colleague")).to_have_text("Noor besluit")
    page.keyboard.press("j")
    assert focus(page)[0] == 2
    # Back at what they decided on: it was undone.
    page.evaluate(hear, {"looks": {"desk": "x", "name": "Noor", "at": 3}})
    expect(page.locator("#entry-3.theirs")).to_have_count(0)


def test_choosing_by_key_by_mouse_and_in_a_range(desk, bench):
    page = desk(5)
    bench.connect(
        "desk/selection", "Selection", "#together", "{ list: document.querySelector('#queue') }"
    )
    chosen = page.locator("#chosen")
    approve = page.locator("#together [value=approve]")
    expect(chosen).to_have_text("Niets")
    expect(approve).to_be_disabled()
    for key in ("j", "x", "j", "j", "x"):
        page.keyboard.press(key)
    expect(chosen).to_have_text("2 gekozen")
    expect(page.locator(".entry.chosen")).to_have_count(2)
    boxes = page.locator("[name=chosen]")
    boxes.nth(4).click(modifiers=["Shift"])
    expect(chosen).to_have_text("4 gekozen")
    expect(page.locator("#choose-page")).to_have_js_property("indeterminate", True)
    page.locator("#choose-page").check()
    expect(chosen).to_have_text("5 gekozen")
    page.evaluate("document.querySelector('#together [value=approve]').onclick = () => (did = 1)")
    page.keyboard.press("F")  # without Shift: the lock is on
    page.evaluate("window.did = 0")
    page.keyboard.press("Shift+F")
    assert page.evaluate("did") == 1
    # What leaves the list is chosen no more.
    page.evaluate("document.querySelector('#entry-5').remove()")
    expect(chosen).to_have_text("4 gekozen")
    page.locator("#choose-all").check()
    expect(chosen).to_have_text("Alles")


def test_a_canned_reason_writes_nothing_over(desk, bench):
    page = desk(1)
    bench.connect("shared/canned-reason", "CannedReason", "body")
    page.locator(".reject summary").click()
    page.locator("[name=canned]").select_option("5")
    expect(page.locator("[name=note]")).to_have_value("Vaste tekst")
    expect(page.locator("[name=ground]")).to_have_value("2")
    page.locator("[name=note]").fill("Zelf getypt")
    page.locator("[name=canned]").select_option("")
    page.locator("[name=canned]").select_option("5")
    expect(page.locator("[name=note]")).to_have_value("Zelf getypt")


def test_one_tap_refuses_by_a_rule(desk, bench):
    page = desk(1)
    bench.connect("shared/verdict-keys", "RejectForms", "body", f"{{words: {pages.DESK_WORDS}}}")
    for _ in range(3):  # made once, however often it is opened
        page.locator(".reject summary").click()
    rules = page.locator(".reasons button")
    expect(rules).to_have_text(["Regel 1", "Regel 2"])
    rules.nth(1).click()
    page.locator(".grace").wait_for()
    expect(page.locator("[name=ground]")).to_have_value("2")
