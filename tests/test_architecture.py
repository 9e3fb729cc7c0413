"""The rooms, and the few rules of the house that a machine can read."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent

# A room may import from those in the rows before its own, and from itself.
ROWS = [
    {"common"},
    {"accounts"},
    {"articles"},
    {"moderation"},
    {"comments"},
    {"notifications", "search"},
    {"desk", "newsletter", "bulletins", "importer", "syndication", "privacy"},
    {"debate"},
]
ROOMS = set().union(*ROWS)


def sources(*rooms: str) -> list[Path]:
    return sorted(
        path
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def imports(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of all that is imported in here."""
    for found in ast.walk(node):
        if isinstance(found, ast.Import):
            yield from ((found.lineno, alias.name) for alias in found.names)
        elif isinstance(found, ast.ImportFrom):
            assert not found.level, f"line {found.lineno}: say the whole name"
            yield from ((found.lineno, f"{found.module}.{alias.name}") for alias in found.names)


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def test_every_room_is_known():
    inside = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "tools"}
    assert inside <= ROOMS


def test_imports_point_left():
    wrong = []
    for number, row in enumerate(ROWS):
        allowed = set().union(*ROWS[:number])
        for room in row:
            wrong += [
                f"{place(path, line)} imports {name}"
                for path in sources(room)
                for line, name in imports(tree(path))
                if (top := name.partition(".")[0]) in ROOMS - allowed - {room} or top == "tests"
            ]
    assert wrong == []


def test_imports_stand_at_the_top():
    wrong = [
        place(path, line)
        for path in sources(*ROOMS)
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for line, _ in imports(function)
    ]
    assert wrong == []


# Who alone may touch what, by the name that is imported.
ONLY = [
    ({"bleach", "html5lib"}, {"common/html/bleach_gate.py"}),
    ({"nh3"}, {"common/html/nh3_gate.py"}),
    ({"markdown_it"}, {"common/html/markdown.py"}),
    ({"channels.layers", "channels_redis"}, {"common/live.py", "common/hub.py"}),
    # The demo prints what it is handed, and sends nothing.
    ({"django.core.mail"}, {"common/email.py", "debate/demo/mails.py"}),
]


@pytest.mark.parametrize(("names", "files"), ONLY, ids=lambda value: "+".join(sorted(value)))
def test_one_door(names, files):
    using = {
        str(path.relative_to(ROOT))
        for path in sources(*ROOMS)
        for _, name in imports(tree(path))
        if any(name == one or name.startswith(f"{one}.") for one in names)
    }
    assert using <= files


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node


def test_only_the_bell_and_the_hub_send_to_groups():
    using = {
        str(path.relative_to(ROOT))
        for path in sources(*ROOMS)
        for call in calls(path)
        if call.func.attr == "group_send"
    }
    # The desks tell each other who looks at what, which is nobody else's business and not kept.
    assert using == {"common/live.py", "comments/hub.py", "desk/sockets.py"}


WRITES = {
    *("save", "create", "update", "delete", "get_or_create", "update_or_create"),
    *("bulk_create", "bulk_update", "acreate", "aupdate", "asave"),
}
ROWS_OF_OURS = {
    model.__name__ for model in apps.get_models() if model.__module__.partition(".")[0] in ROOMS
}
# Bulk work on rows that no verb is for, each with its reason.
MAY_WRITE_TOO = {
    "articles/view_counts.py": "views, added up outside any verb",
    "articles/models/article.py": "tick, which the verbs call",
    "moderation/audit_log.py": "the record, which the verbs add to",
    "moderation/default_rules.py": "what a new house begins with",
    "moderation/tasks.py": "notes that a mail went out, after the mail server took it",
    "importer/": "imports history as it was, past the rules",
    "debate/demo/": "makes the past of a demonstration",
}


def first_name(node: ast.AST) -> str:
    """The name at the start of a chain: `Comment` of `Comment.objects.filter(…).update`."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def test_only_actions_write():
    """Through a manager of ours anywhere; by any `save` or the like in what answers requests."""
    wrong = []
    for path in sources(*ROOMS):
        name = str(path.relative_to(ROOT))
        if "actions" in (path.stem, path.parent.name) or name.startswith(tuple(MAY_WRITE_TOO)):
            continue
        in_room = {"views", "forms"}.intersection(path.parts)
        is_view = in_room or path.name in ("views.py", "forms.py", "queue.py")
        for call in calls(path):
            ours = first_name(call.func) in ROWS_OF_OURS
            # In a view any of these is wrong, but for `update`, which dictionaries have too.
            if call.func.attr in WRITES and (ours or (is_view and call.func.attr != "update")):
                wrong.append(f"{place(path, call.lineno)}: {ast.unparse(call)[:60]}")
    assert wrong == []


def test_text_is_made_safe_by_type():
    """Rooms take a `SafeText` or a `SafeHtml`, which cannot hold raw text."""
    gates = {"common.html.markdown.render_markdown", "common.html.sanitize.sanitize_editor_html"}
    wrong = [
        f"{place(path, line)} imports {name}"
        # The importer converts texts part by part.
        for path in sources(*ROOMS - {"common", "importer"})
        for line, name in imports(tree(path))
        if name in gates
    ]
    assert wrong == []


def test_templates_do_not_query():
    """A template walks what the view made: no `.all`, `.filter`, `.count` of a manager in it."""
    forbidden = (".all", ".objects", "_set.", ".replies", ".revisions", ".decisions", ".comments")
    wrong = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            tags = [part.partition("%}")[0] for part in line.split("{%")[1:]]
            tags += [part.partition("}}")[0] for part in line.split("{{")[1:]]
            wrong += [
                f"{place(path, number)}: {tag.strip()}"
                for tag in tags
                if any(f"{word} " in f"{tag} " or f"{word}." in tag for word in forbidden)
            ]
    # The bylines are prefetched with the article, and the entry holds lists.
    allowed = ("bylines.all", "entry.revisions", "entry.decisions")
    assert [line for line in wrong if not any(name in line for name in allowed)] == []


def test_lines_of_templates_are_short():
    wrong = [
        place(path, number)
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > 140
    ]
    assert wrong == []


RIDDLE = re.compile(r"(What|Who|Whom|Whose|Whether|Where|When|Which|How)\b")
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def test_docstrings_say_what_a_thing_does_or_is():
    """In the imperative or as a noun phrase, never as a question."""
    wrong = [
        f"{place(path, getattr(node, 'lineno', 1))}: {docstring.splitlines()[0]}"
        for path in sources(*ROOMS, "tests", "tools", "scripts")
        for node in ast.walk(tree(path))
        if isinstance(node, DEFINITIONS | ast.Module)
        and (docstring := ast.get_docstring(node))
        and RIDDLE.match(docstring)
    ]
    assert wrong == []


# Names that Django looks up, the same in each room.
FOUND_BY_NAME = {"Command"}


def shared_names(kind) -> dict[str, list[str]]:
    """The public names at the top of a module that another module has too, with their places."""
    places = defaultdict(list)
    for path in sources(*ROOMS):
        for node in tree(path).body:
            if isinstance(node, kind) and not node.name.startswith("_"):
                places[node.name].append(place(path, node.lineno))
    return {
        name: found
        for name, found in places.items()
        if len(found) > 1 and name not in FOUND_BY_NAME
    }


def test_a_one_word_name_is_one_function():
    shared = shared_names(ast.FunctionDef | ast.AsyncFunctionDef)
    assert {name: places for name, places in shared.items() if "_" not in name} == {}


def test_a_name_is_one_class():
    assert shared_names(ast.ClassDef) == {}
