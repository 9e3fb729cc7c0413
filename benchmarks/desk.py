"""The desk's first screen, at a thousand held reactions and at a hundred times as many.

    python -m benchmarks.desk

On SQLite and PostgreSQL, each in a database of its own that is gone afterwards. Queries and the
median of a few requests through the whole site, and the plan of the query that finds the list.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services import postgres

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 100_000)


def measure(name: str, url: str, size: int) -> None:
    print(f"\n{name}, {size:,} held", flush=True)
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "VAR_DIR": var,
            "DJANGO_SETTINGS_MODULE": "debate.settings",
            "DEBUG": "false",
            "SECRET_KEY": "benchmark",
        }
        command = [sys.executable, "-m", "benchmarks.desk_screen", str(size)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=1800)


for size in SIZES:
    with tempfile.TemporaryDirectory() as home:
        measure("SQLite", f"sqlite:///{home}/db.sqlite3", size)
    with postgres() as server:
        measure("PostgreSQL", server.url, size)
