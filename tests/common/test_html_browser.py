"""Every attack, made safe, before a real browser: nothing runs, nothing else appears."""

import html as stdlib_html
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from common.html.markdown import render_markdown
from common.html.rules import EDITOR_RULES, READER_RULES, HtmlRules, TooComplex
from common.html.sanitize import sanitize_editor_html, sanitize_html
from tests.browser import browser_path
from tests.common.attacks import ADDRESSES, EVERYTHING, HEAVY

# Gives what the page holds outside the rules, and what does not survive being parsed again.
INSPECT = """([tags, attributes, rel]) => {
  const faults = [];
  const sections = [...document.querySelectorAll("body > section")];
  for (const [number, section] of sections.entries()) {
    for (const element of section.querySelectorAll("*")) {
      const tag = element.localName;
      const lawful = attributes[tag] ?? [];
      if (!tags.includes(tag) || element.namespaceURI !== document.documentElement.namespaceURI)
        faults.push([number, `<${tag}>`]);
      for (const { name, value } of element.attributes) {
        const ours = (name === "dir" && value === "auto") || (tag === "a" && name === "rel");
        if (!ours && !lawful.includes(name)) faults.push([number, `<${tag} ${name}>`]);
      }
      if (tag === "a") {
        if (!["http:", "https:", "mailto:"].includes(element.protocol))
          faults.push([number, element.outerHTML]);
        if (element.hostname.endsWith("evil.example") || element.username)
          faults.push([number, element.outerHTML]);
        if (element.rel !== rel) faults.push([number, element.outerHTML]);
      }
    }
    const again = document.createElement("section");
    again.innerHTML = section.innerHTML;
    if (again.innerHTML !== section.innerHTML || !again.isEqualNode(section))
      faults.push([number, "another tree when parsed again: " + section.innerHTML]);
    const walker = document.createTreeWalker(section, NodeFilter.SHOW_COMMENT);
    if (walker.nextNode()) faults.push([number, "comment"]);
  }
  const rest = [...document.body.children].filter((child) => child.localName !== "section");
  return { count: sections.length, faults, rest: rest.map((child) => child.outerHTML) };
}"""
# Script that was put in by innerHTML runs in other ways than script in the page.
INSERT = """(fragments) => {
  for (const fragment of fragments) {
    const section = document.createElement("section");
    section.innerHTML = fragment;
    document.body.append(section);
    for (const link of section.querySelectorAll("a")) {
      link.addEventListener("click", (event) => event.preventDefault());
      link.click();
    }
    for (const element of section.querySelectorAll("*"))
      for (const kind of ["mouseover", "focus", "load", "error", "toggle", "submit"])
        element.dispatchEvent(new Event(kind));
  }
}"""


@dataclass
class Seen:
    """The observations of a browser that opened a page."""

    ran: bool
    said: list[str]
    asked: list[str]
    found: dict[str, Any]


def look(fragments: list[str], rules: HtmlRules) -> Seen:
    """Show the fragments to chromium, as a page and as inserted parts.

    In a thread of its own, since Playwright wants a loop for itself.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_look, fragments, rules).result(timeout=120)


def _look(fragments: list[str], rules: HtmlRules) -> Seen:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_page()
        said, asked = [], []
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.route("**/*", _answer)
        page.goto("https://weerwoord.example/")
        body = "".join(f"<section>{fragment}</section>" for fragment in fragments)
        page.set_content(f"<!doctype html><base href='https://weerwoord.example/'>{body}")
        found = _inspect(page, rules)
        page.evaluate(INSERT, fragments)
        page.wait_for_timeout(100)  # for what would run late
        seen = Seen(page.evaluate("'ran' in window"), said, asked, found)
        browser.close()
        return seen


def _answer(route: Any) -> None:
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>x</title>")


def _inspect(page: Page, rules: HtmlRules) -> dict[str, Any]:
    attributes = {tag: sorted(names) for tag, names in rules.attributes.items()}
    return page.evaluate(INSPECT, [sorted(rules.tags), attributes, rules.rel])


def _made(make: Callable[[str], str], texts: list[str]) -> list[str]:
    made = []
    for text in texts:
        try:
            made.append(make(text))
        except TooComplex:
            continue
    return made


@pytest.mark.parametrize(
    ("make", "rules"),
    [
        pytest.param(render_markdown, READER_RULES, id="typed"),
        pytest.param(
            lambda text: sanitize_html(text, READER_RULES), READER_RULES, id="html of a reader"
        ),
        pytest.param(sanitize_editor_html, EDITOR_RULES, id="html of an editor"),
    ],
)
def test_a_browser_runs_and_shows_nothing_else(
    make: Callable[[str], str], rules: HtmlRules
) -> None:
    fragments = _made(make, EVERYTHING + [text for text in HEAVY if len(text) < 5500])
    assert len(fragments) > len(EVERYTHING)
    seen = look(fragments, rules)
    assert seen.found["faults"] == []
    assert seen.found["rest"] == []
    assert seen.found["count"] == len(fragments)
    assert not seen.ran
    assert seen.said == []
    assert [url for url in seen.asked if "evil.example" in url or "logout" in url] == []


def test_the_browser_does_notice_what_these_tests_forbid() -> None:
    # A judge that never finds anything proves nothing.
    fragments = [
        "<img src=x onerror=window.ran=1>",
        "<p onclick=x>",
        "<a href='//evil.example/'>x</a>",
        "<svg></svg></section><i>out</i>",
        *(f'<a href="{stdlib_html.escape(address)}">x</a>' for address in ADDRESSES[:4]),
    ]
    seen = look(fragments, READER_RULES)
    assert seen.ran
    assert {number for number, _ in seen.found["faults"]} == set(range(len(fragments)))
    assert seen.found["rest"] == ["<i>out</i>"]


def test_each_paragraph_runs_in_its_own_direction() -> None:
    def directions() -> list[str]:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=browser_path(), args=["--no-sandbox"]
            )
            page = browser.new_page()
            page.set_content(render_markdown("Hij zei:\n\n> שלום, Daan!\n\nمرحبا *nl*\n\nEn toen."))
            found = page.eval_on_selector_all(
                "p", "all => all.map((p) => getComputedStyle(p).direction)"
            )
            browser.close()
            return found

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(directions).result(timeout=60) == ["ltr", "rtl", "rtl", "ltr"]
