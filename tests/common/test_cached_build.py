"""A slow result is made once, however many ask for it at once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from common import cached_build as module
from common.cached_build import cached_build

CROWD = 12


class Maker:
    """Makes slowly, and counts how often."""

    def __init__(self, made: str):
        self.made, self.times = made, 0
        self.began = threading.Event()

    def __call__(self) -> str:
        self.times += 1
        self.began.set()
        time.sleep(0.3)
        return self.made


def ask(edition: str, make) -> str:
    return cached_build("soup", edition, make)


def test_a_crowd_waits_for_the_one_who_makes_it():
    make = Maker("soup")
    with ThreadPoolExecutor(CROWD) as crowd:
        got = list(crowd.map(lambda _: ask("monday", make), range(CROWD)))
    assert (got, make.times) == (["soup"] * CROWD, 1)


def test_meanwhile_the_others_get_the_former_one_at_once():
    assert ask("monday", lambda: "old") == "old"
    make = Maker("new")
    with ThreadPoolExecutor(CROWD) as crowd:
        first = crowd.submit(ask, "tuesday", make)
        assert make.began.wait(5)
        got = [ask("tuesday", make) for _ in range(CROWD)]
        assert not first.done()
    assert (got, first.result(), make.times) == (["old"] * CROWD, "new", 1)
    assert ask("tuesday", make) == "new"
    assert make.times == 1


def test_what_failed_is_made_by_the_next():
    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ask("monday", fail)
    assert ask("monday", lambda: "soup") == "soup"


def test_nobody_waits_for_ever_for_one_who_died(monkeypatch):
    monkeypatch.setattr(module, "MAX_BUILD_SECONDS", 0.2)
    monkeypatch.setattr(module.cache, "add", lambda *_args, **_kwargs: False)
    assert ask("monday", lambda: "soup") == "soup"


def test_nothing_is_also_something():
    make = Maker(None)
    assert ask("monday", make) is None
    assert ask("monday", make) is None
    assert make.times == 1
