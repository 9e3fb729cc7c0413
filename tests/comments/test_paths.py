"""The order of the thread must not hang on how a database sorts what is no digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments import paths

pytestmark = pytest.mark.both

versions = st.lists(
    st.integers(1, 10**paths.SEGMENT_WIDTH - 2), min_size=1, max_size=paths.MAX_DEPTH
)


def path_of(versions: list[int]) -> str:
    path = ""
    for version in versions:
        path = paths.path_under(path, version)
    return path


@given(versions, versions)
def test_a_branch_is_a_range_of_digits(above, other):
    path, compared = path_of(above), path_of(other)
    end = path + paths.BRANCH_END
    assert end.isdecimal()
    is_inside = compared != path and compared.startswith(path)
    assert (path < compared < end) == is_inside


@given(versions)
def test_ancestors_are_the_shorter_paths(versions):
    path = path_of(versions)
    assert [paths.path_depth(one) for one in paths.ancestor_paths(path)] == list(
        range(1, len(versions))
    )
    assert all(path.startswith(one) for one in paths.ancestor_paths(path))
