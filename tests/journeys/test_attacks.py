"""Every attack, sent through the real form and shown in the real page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from tests.common.attacks import EVERYTHING, MARKUP
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

LONGEST, MOST_TAGS = 4500, 80
LAST = "Tot hier en niet verder."

PROVOKE = """() => {
  const kinds = ["mouseover", "focus", "load", "error", "toggle", "submit", "begin"];
  for (const element of document.querySelectorAll("#thread *")) {
    for (const kind of kinds) element.dispatchEvent(new Event(kind));
    if (element.localName === "a") {
      element.addEventListener("click", (event) => event.preventDefault());
      element.click();
    }
  }
}"""
# Nothing but what a reaction may hold, and no address but of the web and of mail.
FOREIGN = """() => [...document.querySelectorAll("#thread .text *")].filter((element) => {
  const tags = ["p", "br", "a", "em", "strong", "blockquote"];
  const schemes = ["http:", "https:", "mailto:"];
  return !tags.includes(element.localName)
    || (element.localName === "a" && !schemes.includes(element.protocol))
    || [...element.attributes].some(({ name }) => !["href", "rel", "dir"].includes(name));
}).map((element) => element.outerHTML)"""


def batches(texts: list[str]) -> Iterator[str]:
    """As many as fit in one reaction, each a paragraph of its own."""
    batch = ""
    for text in texts:
        if "\0" in text or len(text) > LONGEST:
            continue  # refused as a whole
        longer = f"{batch}\n\n{text}"
        if len(longer) > LONGEST or longer.count("<") > MOST_TAGS:
            yield batch
            longer = text
        batch = longer
    yield f"{batch}\n\n{LAST}"


def nothing_ran(visitor: Visitor) -> None:
    visitor.page.evaluate(PROVOKE)
    visitor.frame()
    assert visitor.page.evaluate(FOREIGN) == []
    assert visitor.page.evaluate("window.ran") is None
    assert visitor.dialogs == []
    # That no other host was asked for anything is judged by the visitor itself.
    assert visitor.faults == []


def test_nothing_that_is_typed_runs(visit, article, author, write):
    reading, writing = visit(), visit(author)
    reading.open(article.get_absolute_url())
    writing.open(article.get_absolute_url())
    texts = list(batches(EVERYTHING))
    for number, text in enumerate(texts, start=1):
        writing.write(text)
        writing.comment(number).wait_for(state="attached")
    for number, name in enumerate(
        [text for text in MARKUP if len(text) <= 60 and "\0" not in text]
    ):
        write(article, "Let op mijn naam.", name=name, email=f"naam{number}@example.org")
    last = Comment.objects.latest("number")
    reading.comment(last.number).wait_for(state="attached")
    expect(reading.comment(len(texts))).to_contain_text(LAST)
    # As it came in by the socket, as it is for its writer, and as a page that is loaded anew.
    nothing_ran(reading)
    nothing_ran(writing)
    reading.page.goto(article.get_absolute_url())
    reading.until_live()
    assert reading.numbers() == list(range(1, last.number + 1))
    nothing_ran(reading)
