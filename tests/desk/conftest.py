"""Fixtures shared with the tests of the thread and of moderation."""

from tests.comments.conftest import in_state, judge, state, watched

__all__ = ["in_state", "judge", "state", "watched"]
