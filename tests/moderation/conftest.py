"""Fixtures shared with the tests of reactions."""

from tests.comments.conftest import judge, watched

__all__ = ["judge", "watched"]
