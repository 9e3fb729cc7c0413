"""One scale, in layers, and nothing that no page asks for."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

from tools import measures

ROOT = Path(settings.BASE_DIR)
SHEETS = ROOT / "static" / "css"
RADII = re.compile(r"var\(--radius-\w+\)|\b0\b")
LAYERS = ["tokens", "base", "layout", "components", "pages", "utilities"]
# Paper, and the editing field's own style sheet, which is in no layer.
OUTSIDE_LAYERS = {"site/print.css", "editor/rich-text.css"}
# Made by the editing field, and read by its own style sheet.
OF_EDITING_FIELD = re.compile(r"ProseMirror|prose-(editor|menubar)")


@cache
def web_sheets() -> dict[str, str]:
    """Return each sheet for web pages, by its path, without its comments."""
    return {
        path.relative_to(SHEETS).as_posix(): re.sub(
            r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL
        )
        for path in sorted(SHEETS.rglob("*.css"))
        if "pdf" not in path.parts
    }


def test_there_are_few_sizes_of_text():
    sizes = measures.font_sizes(measures.style_declarations(ROOT))
    assert len(sizes) <= 8, sorted(sizes)


def test_spaces_and_corners_are_tokens():
    declarations = measures.style_declarations(ROOT)
    spaces = measures.literal_spaces(declarations)
    assert not spaces, spaces
    corners = {value for name, value in declarations if name.endswith("border-radius")}
    assert not {corner for corner in corners if RADII.sub("", corner).strip()}


def test_the_counters_see_what_is_literal():
    declarations = [
        ("font", "600 0.9rem / 1.2 var(--font-sans)"),
        ("font-size", "var(--text-body)"),
    ]
    assert measures.font_sizes(declarations) == {"0.9rem", "var(--text-body)"}
    declarations = [("margin", "-1px auto 0 0.3rem"), ("gap", "calc(2 * var(--space-1))")]
    assert measures.literal_spaces(declarations) == {"0.3rem"}


def test_every_property_of_ours_is_defined_and_used():
    text = "\n".join(web_sheets().values())
    defined = set(re.findall(r"(--[\w-]+):", text))
    used = set(re.findall(r"var\((--[\w-]+)", text))
    assert used <= defined
    assert {name for name in defined - used if not OF_EDITING_FIELD.search(name)} == set()


def test_order_is_by_layer():
    sheets = web_sheets()
    assert re.search(r"@layer ([^;{]+);", sheets["site.css"])[1].split(", ") == LAYERS
    for path, sheet in sheets.items():
        layers = re.findall(r"^@layer ([\w-]+) \{", sheet, flags=re.MULTILINE)
        outside = re.search(r"^[.#\[:a-z*]", sheet, flags=re.MULTILINE)
        assert set(layers) <= set(LAYERS), path
        assert not outside or path in OUTSIDE_LAYERS, path
        assert "!important" not in sheet, path


def names_in_pages() -> set[str]:
    """Return the words in quotes, and `name-` before what is filled in."""
    found = set()
    for path in (ROOT / "templates").rglob("*.html"):
        found |= words(re.findall(r'"([^"]*)"|main_class %\}(.*?)\{%', path.read_text()))
    scripts = [*(ROOT / "static" / "js").rglob("*.js"), *measures.product_files(ROOT)]
    for path in scripts:
        found |= words(re.findall(r'"([^"\n]*)"|`([^`]*)`|class=([\w-]+)', path.read_text()))
    return found


def words(groups: list[tuple[str, ...]]) -> set[str]:
    return {word for group in groups for text in group for word in re.findall(r"[\w-]+", text)}


def test_every_class_stands_on_a_page():
    known = names_in_pages()
    unknown = set()
    for path, sheet in web_sheets().items():
        selectors = re.sub(r"\[[^\]]*\]", "", "".join(re.findall(r"([^{};]+)\{", sheet)))
        for name in re.findall(r"[.#]([A-Za-z][\w-]*)", selectors):
            prefix = name[: name.rfind("-") + 1]
            if name not in known and prefix not in known and not OF_EDITING_FIELD.search(name):
                unknown.add((path, name))
    assert not unknown
