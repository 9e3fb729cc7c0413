"""The catalogues of translations: `extract` the messages, `compile` them, or `check` them.

Compiling needs nothing but Python; extracting and checking need xgettext, Debian's gettext.
English needs no catalogue: the messages in the code are the English.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["nl"]
# What no visitor ever reads.
LEFT_OUT = [
    ".*",
    "*.mo",
    "__pycache__",
    "var",
    "node_modules",
    "tests",
    "tools",
    "docs",
    "scripts",
    "requirements",
]


def catalogues(root: Path) -> list[Path]:
    return [root / "locale" / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES]


def extract(root: Path = ROOT) -> None:
    """Bring the catalogues up to date with the code and the templates."""
    if not shutil.which("xgettext"):
        sys.exit("xgettext is missing: install the package gettext.")
    (root / "locale").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "django", "makemessages", "--no-wrap", "--no-obsolete"]
    command += ["--add-location=file", "--verbosity=0"]
    command += [f"--locale={language}" for language in LANGUAGES]
    command += [f"--ignore={pattern}" for pattern in LEFT_OUT]
    subprocess.run(command, cwd=root, check=True)


def compile_all() -> None:
    """Write the .mo files, which Django reads and git does not keep."""
    for path in catalogues(ROOT):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
        print(f"compiled {path.relative_to(ROOT)}")


def check() -> None:
    """Fail unless every message is extracted and translated, and none is left over or doubtful."""
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name) / "tree"
        shutil.copytree(
            ROOT, fresh, ignore=shutil.ignore_patterns(*LEFT_OUT, "*.mo", "__pycache__")
        )
        extract(fresh)
        pairs = zip(catalogues(ROOT), catalogues(fresh), strict=True)
        complaints = [line for kept, wanted in pairs for line in _complaints(kept, wanted)]
    for line in complaints:
        print(line)
    if complaints:
        sys.exit(f"{len(complaints)} messages want attention: run `make messages` and translate.")
    print("translations: complete")


def _complaints(kept: Path, wanted: Path) -> Iterator[str]:
    """Return the differences between the catalogue that is kept and one extracted just now."""
    language = kept.parts[-3]
    have = _messages(kept) if kept.exists() else {}
    want = _messages(wanted)
    for key in want.keys() - have.keys():
        yield f"{language}: not in the catalogue: {key[1]!r}"
    for key in have.keys() - want.keys():
        yield f"{language}: no longer used: {key[1]!r}"
    for key in want.keys() & have.keys():
        entry = have[key]
        if entry.fuzzy:
            yield f"{language}: fuzzy: {entry.msgid!r}"
        elif not entry.translated() or not all(entry.msgstr_plural.values()):
            yield f"{language}: not translated: {entry.msgid!r}"


def _messages(path: Path) -> dict[tuple, polib.POEntry]:
    entries = polib.pofile(str(path))
    return {(e.msgctxt, e.msgid, e.msgid_plural): e for e in entries if not e.obsolete}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    commands = {"extract": extract, "compile": compile_all, "check": check}
    parser.add_argument("command", choices=commands)
    commands[parser.parse_args().command]()
