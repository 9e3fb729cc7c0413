"""The desk of an author on a site of so many reactions.

    python -m benchmarks.author_desk [SIZE ...]

On SQLite and PostgreSQL, each in a database of its own that is gone afterwards: queries and the
median of a few requests through the whole site, and beside it the time of the processor in this
process, which on SQLite is all that it takes, whatever else the machine does. For one author among
a hundred; for a diligent one, with all of theirs answered or read but a few; and for what no one
can be: who wrote every piece, before and after reading nearly all by hand.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services import postgres

ROOT = Path(__file__).resolve().parent.parent
SIZES = (2_000, 200_000)


def measure(name: str, url: str, size: int) -> None:
    print(f"\n{name}, {size:,} reactions", flush=True)
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "VAR_DIR": var,
            "DJANGO_SETTINGS_MODULE": "debate.settings",
            "DEBUG": "false",
            "SECRET_KEY": "benchmark",
        }
        command = [sys.executable, "-m", "benchmarks.author_desk_screen", str(size)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=1800)


for size in [int(size) for size in sys.argv[1:]] or SIZES:
    with tempfile.TemporaryDirectory() as home:
        measure("SQLite", f"sqlite:///{home}/db.sqlite3", size)
    with postgres() as server:
        measure("PostgreSQL", server.url, size)
