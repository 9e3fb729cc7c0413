"""Count how the code reads: names, docstrings, long lines and sizes, a line each.

python tools/measures.py [FOLDER OF ANOTHER CHECKOUT]
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

RIDDLE = re.compile(r"(What|Who|Whom|Whose|Whether|Where|When|Which|How)\b")
NOT_PRODUCT = {"tests", "tools", "scripts"}
FOUND_BY_DJANGO = {"Meta", "Command", "Migration"}
FONT_SIZE = re.compile(
    r"(?:var\(--text-[\w-]+\)|max\(.*?\)\)?|clamp\(.*?\)|[\d.]+(?:rem|em|px|pt|%))"
)
SPACING = re.compile(r"(margin|padding|gap|row-gap|column-gap)(-[a-z-]+)?")
LITERAL_LENGTH = re.compile(r"(?<![\w.-])(?!-?1px\b)-?[\d.]+(?:rem|em|px|pt)\b")
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def product_files(root: Path) -> Iterator[Path]:
    rooms = {path.parent.name for path in root.glob("*/__init__.py")} - NOT_PRODUCT
    for room in sorted(rooms):
        yield from (p for p in sorted((root / room).rglob("*.py")) if "migrations" not in p.parts)


def shared(names: dict[str, list[Path]]) -> int:
    """Return how many of these definitions share their name with one in another module."""
    return sum(len(places) for places in names.values() if len(set(places)) > 1)


def style_declarations(root: Path) -> list[tuple[str, str]]:
    """Return all declarations for web pages: a bulletin's PDF is set in points, as print is."""
    sheets = [
        re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        for path in (root / "static/css").rglob("*.css")
        if not {"pdf", "bulletin-print"} & set(path.parts)
    ]
    return [
        (name, " ".join(value.split()))
        for sheet in sheets
        for name, value in re.findall(r"(?<![\w-])([a-z-]+):\s*([^;{}]+);", sheet)
    ]


def font_sizes(declarations: list[tuple[str, str]]) -> set[str]:
    """Return the sizes that `font-size` and `font` ask for, a token counting as one."""
    return {
        size[0]
        for name, value in declarations
        if name in ("font", "font-size") and (size := FONT_SIZE.search(value))
    }


def literal_spaces(declarations: list[tuple[str, str]]) -> set[str]:
    """Return the lengths in margins, paddings and gaps that are neither a token nor a hairline."""
    return {
        length
        for name, value in declarations
        if SPACING.fullmatch(name)
        for length in LITERAL_LENGTH.findall(value)
    }


def percentage(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part} of {whole})"


def measures(root: Path) -> Iterator[tuple[str, str]]:
    functions: dict[str, list[Path]] = defaultdict(list)
    classes: dict[str, list[Path]] = defaultdict(list)
    docstrings = riddles = 0
    lines: dict[str, int] = defaultdict(int)
    for path in product_files(root):
        text = path.read_text()
        module = ast.parse(text)
        lines[path.relative_to(root).parts[0]] += len(text.splitlines())
        for node in module.body:
            if isinstance(node, FUNCTION) and not node.name.startswith("_"):
                functions[node.name].append(path)
            elif isinstance(node, ast.ClassDef) and node.name not in FOUND_BY_DJANGO:
                classes[node.name].append(path)
        for node in ast.walk(module):
            if isinstance(node, FUNCTION | ast.ClassDef | ast.Module):
                docstring = ast.get_docstring(node)
                docstrings += docstring is not None
                riddles += bool(docstring and RIDDLE.match(docstring))
    count = sum(map(len, functions.values()))
    one_word = sum(len(places) for name, places in functions.items() if "_" not in name)
    yield "docstrings that open with What, Who, Whether …", percentage(riddles, docstrings)
    yield "public functions with a one-word name", percentage(one_word, count)
    yield "public functions that share their name", percentage(shared(functions), count)
    yield (
        "classes that share their name",
        percentage(shared(classes), sum(map(len, classes.values()))),
    )
    templates = [
        line
        for path in sorted((root / "templates").rglob("*"))
        if path.is_file()
        for line in path.read_text().splitlines()
    ]
    for bound in (140, 160):
        long = sum(len(line) > bound for line in templates)
        yield f"template lines over {bound} characters", percentage(long, len(templates))
    declarations = style_declarations(root)
    yield "different font sizes in the style sheets", str(len(font_sizes(declarations)))
    yield "different literal spacings in the style sheets", str(len(literal_spaces(declarations)))
    biggest = max(lines, key=lines.__getitem__)
    yield "lines of the product (Python)", str(sum(lines.values()))
    yield "biggest room", f"{biggest}/ with {lines[biggest]} lines"
    migrations = list(root.glob("*/migrations/0*.py"))
    migration_lines = sum(len(path.read_text().splitlines()) for path in migrations)
    yield "migrations", f"{len(migrations)} files, {migration_lines} lines"


if __name__ == "__main__":
    for name, value in measures(Path(sys.argv[1] if len(sys.argv) > 1 else ".")):
        print(f"{name:<50} {value}")
