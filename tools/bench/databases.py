"""Run the benchmarks of pages, each in a process with a database of its own.

SQLite first, then PostgreSQL. Both are gone afterwards, unless they are kept in a folder to be
measured again.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import postgres

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("SQLite", "PostgreSQL")


def run_on_both(module: str, *arguments: object, seconds: int = 600, **more: str) -> None:
    """Run `python -m module arguments` on SQLite and on PostgreSQL; `more` goes into its
    environment."""
    for name in NAMES:
        print(f"\n{name}", *arguments, flush=True)
        with database(name) as url:
            run(url, module, *arguments, seconds=seconds, **more)


@contextmanager
def database(name: str, kept: Path | None = None) -> Iterator[str]:
    """The address of an empty database, or of the one that is kept in this folder."""
    if name == "PostgreSQL":
        with postgres(on_disk=not kept, kept=kept and kept / "postgres") as server:
            yield server.url
    elif kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield f"sqlite:///{kept / 'db.sqlite3'}"
    else:
        with tempfile.TemporaryDirectory() as home:
            yield f"sqlite:///{home}/db.sqlite3"


def run(url: str, module: str, *arguments: object, seconds: int = 600, **more: str) -> None:
    """Run this on one of them, as a site in production that knows nobody's limits."""
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "VAR_DIR": var,
            "DJANGO_SETTINGS_MODULE": "debate.settings",
            "DEBUG": "false",
            "SECRET_KEY": "benchmark",
            **more,
        }
        command = [sys.executable, "-m", module, *map(str, arguments)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=seconds)
