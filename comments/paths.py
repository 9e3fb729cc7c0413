"""The arithmetic of a thread: paths, depths and pages.

A path is its parent's path plus the version at which the reaction was first published, padded with
zeros. Text order of paths is therefore the order of the thread, and a branch is a common prefix.
"""

WIDTH = 8
MAX_DEPTH = 6
# After every version under a path. Digits alone: only they sort alike in every database's locale.
END = "9" * WIDTH


def path_under(parent_path: str, version: int) -> str:
    """The path of a new reaction; below the deepest level, beside what it answers."""
    if len(parent_path) >= MAX_DEPTH * WIDTH:
        parent_path = parent_path[:-WIDTH]
    return f"{parent_path}{version:0{WIDTH}d}"


def depth(path: str) -> int:
    return len(path) // WIDTH


def ancestors(path: str) -> list[str]:
    """The paths above this one, from the root down."""
    return [path[:end] for end in range(WIDTH, len(path), WIDTH)]


def end_of_branch(path: str) -> str:
    """Sorts after everything under `path` and before everything that follows its branch."""
    return path + END
