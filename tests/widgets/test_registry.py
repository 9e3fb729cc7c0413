"""Behaviours come and go with their elements."""

import pytest

pytestmark = pytest.mark.journey

REGISTRY = """async () => {
  const { Registry } = await import("/static/js/shared/registry.js");
  window.log = [];
  const make = (name) => (element) => ({
    connect: () => log.push(`${name} ${element.id} comes`),
    disconnect: () => log.push(`${name} ${element.id} goes`),
  });
  window.it = new Registry(document.body, { ".a": make("a"), "[data-b]": make("b") });
  it.connect();
}"""


@pytest.fixture
def shown(bench):
    page = bench.open("<p class=a id=one></p><div id=home></div><p id=two class=a data-b></p>")
    page.evaluate(REGISTRY)
    return page


def logged(page) -> list[str]:
    """Return what happened since it was asked last."""
    return page.evaluate("async () => { await null; return log.splice(0); }")


def test_those_that_are_there(shown, bench):
    page = shown
    assert logged(page) == ["a one comes", "a two comes", "b two comes"]
    page.evaluate("it.disconnect()")
    assert logged(page) == ["a one goes", "a two goes", "b two goes"]
    assert bench.alive() == []
    page.evaluate("it.connect()")
    assert logged(page) == ["a one comes", "a two comes", "b two comes"]


def test_those_that_come_and_go(shown):
    page = shown
    logged(page)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<i><b id=new class=a></b></i>')")
    assert logged(page) == ["a new comes"]
    page.evaluate("document.querySelector('i').remove()")
    assert logged(page) == ["a new goes"]


def test_what_is_moved_stays_connected(shown):
    page = shown
    logged(page)
    page.evaluate("document.querySelector('#home').append(document.querySelector('#one'))")
    assert logged(page) == []
    page.evaluate("document.querySelector('#one').replaceWith(document.createElement('p'))")
    assert logged(page) == ["a one goes"]
