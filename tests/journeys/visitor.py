"""One person at one browser, and what their browser must never see."""

import os
import re
import time
from collections.abc import Callable
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, Request, Response, expect

from accounts.models import User
from tests.site import Site

SECONDS = 15_000  # patience with a busy machine, in milliseconds
expect.set_options(timeout=SECONDS)
# Answers that a page may well get; whether it should is for each test to say.
REFUSALS = {403, 404, 409, 410, 422, 429}

CODE = re.compile(r"^[A-Z0-9-]{6,}$", re.M)

# A page that follows along, with all of its script: a debate fetches parts of it by itself.
LIVE = "html[data-live=open]:is([data-parts], :not(:has(#thread)))"

# The page's thread as anyone would see it, without what belongs to this one visit.
THREAD = """() => {
  const visit = ["fresh", "waiting", "found", "mine", "folded-away"];
  const items = [...document.querySelectorAll("#thread > :not(.compose-slot)")].map((item) => {
    const node = item.cloneNode(true);
    node.classList.remove(...visit);
    for (const part of [node, ...node.querySelectorAll("*")]) part.hidden = false;
    for (const back of node.querySelectorAll(".back")) back.remove();
    return [item.dataset.path ?? "", node.outerHTML];
  });
  const { start, end, version } = document.querySelector("#thread").dataset;
  return { count: document.querySelector("#count").textContent, start, end, version, items };
}"""

# Keeps an eye on one reaction: how far it ever was, in any frame, from where it is now.
WATCH = """(node) => {
  const top = node.getBoundingClientRect().top;
  window.moved = 0;
  const look = () => {
    window.moved = Math.max(window.moved, Math.abs(node.getBoundingClientRect().top - top));
    window.watching = requestAnimationFrame(look);
  };
  cancelAnimationFrame(window.watching);
  look();
}"""
UNDER_THE_EYES = """() => {
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  return middle.closest("#thread > li").id;
}"""


class Visitor:
    """A browser of one's own: cookies, storage and one open page."""

    def __init__(self, browser: Browser, site: Site, user: User | None = None, **options):
        self.site = site
        self.context = browser.new_context(
            base_url=site.url,
            **{"locale": "nl-NL", "viewport": {"width": 1280, "height": 800}} | options,
        )
        self.context.set_default_timeout(SECONDS)
        self.faults: list[str] = []
        self.dialogs: list[str] = []
        self.expects_a_broken_line = False
        self.goes_to: list[str] = []  # other sites, where the person asks to go
        self.page: Page = self.context.new_page()
        self.context.on("request", lambda request: self._judge_address(request.url))
        self.context.on("response", self._judge_response)
        self.context.on("requestfailed", self._judge_failure)
        self.context.on("console", lambda said: self._judge_console(said.type, said.text))
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.page.on(
            "dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.accept())
        )
        if user:
            self.be(user)

    # --- What must not happen ---------------------------------------------------------------------

    def _judge_address(self, url: str) -> None:
        ours = (self.site.url, *self.goes_to)
        if urlsplit(url).scheme in ("http", "https", "ws") and not url.startswith(ours):
            self.faults.append(f"asked another host: {url}")

    def _judge_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in REFUSALS:
            self.faults.append(f"{response.status} {response.url}")
        if response.status >= 400 and "/static/" in response.url:
            self.faults.append(f"{response.status} {response.url}")

    def _judge_failure(self, request: Request) -> None:
        # A page that is left gives up what it was asking for.
        if not self.expects_a_broken_line and request.failure != "net::ERR_ABORTED":
            self.faults.append(f"{request.failure} {request.method} {request.url}")

    def _judge_console(self, kind: str, text: str) -> None:
        if kind != "error" or text.startswith("Failed to load resource"):
            return  # answers and failures are judged by themselves
        if text.startswith("htmx:"):
            return  # its own note of a request that was given up
        if self.expects_a_broken_line and text.startswith("WebSocket connection to"):
            return
        self.faults.append(f"console: {text}")

    # --- Who and where ----------------------------------------------------------------------------

    def be(self, user: User) -> None:
        """Be signed in, without the way there."""
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": self.site.url}]
        )

    def sign_in(self, email: str) -> None:
        """Through the pages, with a mailed code."""
        if "/account/login" not in self.page.url:
            self.page.goto("/account/login/")
        before = len(self.site.mails(email))
        self.page.locator("[name=login]").fill(email)
        self.page.locator("[name=login]").press("Enter")
        self.enter_code(email, before)

    def enter_code(self, email: str, mails_before: int = 0) -> None:
        """Type the code from the mail, and be where that leads."""
        field = self.page.locator("[name=code]")
        field.wait_for()
        asked = self.page.url
        mails = until(lambda: self.site.mails(email)[mails_before:])
        field.fill(CODE.search(mails[-1].get_content())[0])
        field.press("Enter")
        self.page.wait_for_url(lambda url: url != asked)

    def open(self, address: str) -> Page:
        """Go to an address; on a page that follows along, until it does."""
        self.page.goto(address)
        if self.page.locator("#thread, #queue[data-live]").count():
            self.until_live()
        return self.page

    def judge(self) -> Page:
        """Open the desk, and be sure of one's decisions: they are sent after half a second."""
        page = self.open("/moderatie/")
        page.evaluate("document.querySelector('#desk-words').dataset.back = 0.5")
        return page

    def reload(self) -> None:
        self.page.reload()
        self.until_live()

    def until_live(self, seconds: int = SECONDS // 1000) -> None:
        self.page.locator(LIVE).wait_for(state="attached", timeout=1000 * seconds)

    # --- Reading ----------------------------------------------------------------------------------

    def comment(self, number: int) -> Locator:
        return self.page.locator(f"#reactie-{number}")

    def thread(self) -> dict:
        return self.page.evaluate(THREAD)

    def numbers(self) -> list[int]:
        """The numbers of the reactions on the page, in their order there."""
        return self.page.eval_on_selector_all(
            "#thread > [data-number]", "all => all.map((one) => Number(one.dataset.number))"
        )

    def read(self, number: int) -> Locator:
        """Bring a reaction to the middle of the screen, and watch whether it ever moves."""
        comment = self.comment(number)
        comment.evaluate("node => node.scrollIntoView({block: 'center', behavior: 'instant'})")
        # Scrolling may have asked for the next page of the thread.
        self.page.wait_for_load_state("networkidle")
        comment.evaluate("node => node.scrollIntoView({block: 'center', behavior: 'instant'})")
        comment.evaluate(WATCH)
        return comment

    def moved(self) -> float:
        """By how many pixels what is being read has moved since `read`, at worst."""
        self.frame()
        return self.page.evaluate("window.moved")

    def frame(self) -> None:
        """Until the page has been drawn again."""
        self.page.evaluate(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def load_all(self) -> None:
        """Scroll until the whole thread is on the page."""
        self.load_until("")

    def load_until(self, end: str) -> None:
        """Load pages until all up to this path is there; an empty path is the end of the thread."""
        while (here := self.thread()["end"]) and (end == "" or here < end):
            self.page.locator("#more").scroll_into_view_if_needed()
            self.page.wait_for_function(
                "here => document.querySelector('#thread').dataset.end !== here", arg=here
            )

    # --- Writing ----------------------------------------------------------------------------------

    @property
    def form(self) -> Locator:
        return self.page.locator("#reageer form")

    @property
    def text(self) -> Locator:
        return self.form.locator("[name=text]")

    def begin(self) -> None:
        """Open the form under the piece."""
        if not self.text.is_visible():
            self.page.locator("#reageer summary").click()

    def fill(self, text: str, name: str = "", email: str = "") -> None:
        self.begin()
        self.text.fill(text)
        if name:
            self.form.locator("[name=name]").fill(name)
            self.form.locator("[name=email]").fill(email)

    def send(self) -> None:
        self.form.locator("button[type=submit]").click()

    def write(self, text: str, name: str = "", email: str = "") -> Locator:
        """Write a reaction and see it among one's own."""
        self.fill(text, name, email)
        mine = self.page.locator("#jouw-reacties [data-own]")
        before = mine.count()
        self.send()
        mine.nth(before).wait_for()
        return mine.nth(before)


def until(holds: Callable[[], object], seconds: float = SECONDS / 1000) -> object:
    """Wait until `holds()` is true, and give what it gave."""
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        if time.monotonic() > deadline:
            raise AssertionError("this did not come to hold in time")
        time.sleep(0.05)
    return found


@contextmanager
def queries_beside_a_browser():
    """Playwright runs a loop in this thread, in which Django would refuse to query."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before
