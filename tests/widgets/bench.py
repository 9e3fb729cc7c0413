"""A page that holds the HTML of one widget, with the files of `static/` and no server."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, Route

ROOT = Path(__file__).parents[2]
ORIGIN = "http://widgets.test"
SECONDS = 15_000

# Counts what a page would still do: listeners, timers, observers and sockets. A socket goes
# nowhere; `sockets` has them all, for a test to speak through.
COUNTING = (Path(__file__).parent / "counting.js").read_text()

Answer = str | dict | int | Callable[[Request], str | dict | int]


def make_page(html: str, *, css: str = "") -> str:
    sheets = "".join(f"<link rel=stylesheet href=/static/css/{name}.css>" for name in css.split())
    head = f"<meta charset=utf-8><meta name=viewport content='width=device-width'>{sheets}"
    return f"<!doctype html><html lang=nl><head>{head}</head><body>{html}</body></html>"


class Bench:
    """A page, what it asked for, and what it is answered."""

    def __init__(self, page: Page):
        self.page = page
        self.faults: list[str] = []
        self.requests: list[tuple[str, str, str]] = []
        self.answers: dict[str, Answer] = {}
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.add_init_script(COUNTING)
        page.route("**/*", self._answer)

    def open(self, html: str, path: str = "/", *, css: str = "") -> Page:
        """Show this HTML as a page, perhaps with the style sheets that are named."""
        self.answers[path] = make_page(html, css=css)
        self.page.goto(ORIGIN + path)
        return self.page

    def connect(self, module: str, name: str, selector: str, options: str = "{}") -> None:
        """Connect a behaviour to an element; `it` is the behaviour from now on."""
        element = selector if "=>" in selector else f"document.querySelector('{selector}')"
        self.page.evaluate(
            f"""async () => {{
                const {{ {name} }} = await import("/static/js/{module}.js");
                window.it = new {name}({element}, {options});
                it.connect();
            }}"""
        )

    def alive(self) -> list[str]:
        """Return what the page would still do, by kind."""
        return self.page.evaluate("alive()")

    def asked(self, path: str) -> list[str]:
        """Return what was sent to this address, oldest first."""
        return [body for _method, to, body in self.requests if to == path]

    def _answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.path.startswith("/static/"):
            route.fulfill(path=ROOT / address.path.removeprefix("/"))
            return
        path = address.path + (f"?{address.query}" if address.query else "")
        self.requests.append((route.request.method, path, route.request.post_data or ""))
        answer = self.answers.get(path, self.answers.get(address.path, 404))
        if callable(answer):
            answer = answer(route.request)
        if answer == 0:
            route.abort()
        elif isinstance(answer, int):
            route.fulfill(status=answer, body="", content_type="text/html")
        elif isinstance(answer, dict):
            route.fulfill(body=json.dumps(answer), content_type="application/json")
        else:
            route.fulfill(body=answer, content_type="text/html; charset=utf-8")


@contextmanager
def bench_in(browser: Browser, **options) -> Iterator[Bench]:
    """Open a page, which must have nothing to complain of."""
    context = browser.new_context(**options)
    context.set_default_timeout(SECONDS)
    bench = Bench(context.new_page())
    yield bench
    context.close()
    assert bench.faults == []
