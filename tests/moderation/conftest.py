"""What the tests of reactions have too."""

from tests.comments.conftest import judge, watched

__all__ = ["judge", "watched"]
