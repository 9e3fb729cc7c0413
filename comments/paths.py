"""The arithmetic of a thread: paths, depths and pages.

A path is its parent's path plus the version at which the reaction was first published, padded with
zeros. Text order of paths is therefore the order of the thread, and a branch is a common prefix.
"""

SEGMENT_WIDTH = 8
MAX_DEPTH = 6
# Sorts after every version under a path. Digits only: they sort alike in every database locale.
BRANCH_END = "9" * SEGMENT_WIDTH


def path_under(parent_path: str, version: int) -> str:
    """Return the path of a new reaction; at the deepest level, beside what it answers."""
    if len(parent_path) >= MAX_DEPTH * SEGMENT_WIDTH:
        parent_path = parent_path[:-SEGMENT_WIDTH]
    return f"{parent_path}{version:0{SEGMENT_WIDTH}d}"


def path_depth(path: str) -> int:
    return len(path) // SEGMENT_WIDTH


def ancestor_paths(path: str) -> list[str]:
    """Return the paths above this one, from the root down."""
    return [path[:end] for end in range(SEGMENT_WIDTH, len(path), SEGMENT_WIDTH)]
