"""The figures at a thousand decisions and at a hundred times as many.

    python -m benchmarks.statistics [SIZE ...]

On SQLite and PostgreSQL, each in a database of its own that is gone afterwards: the desk's figures
over each period, the public log, and the yearly report counted anew and from the cache. Queries,
the median of a few requests through the whole site, and beside it the time of the processor in this
process, which on SQLite is all that it takes, whatever else the machine does.
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
    print(f"\n{name}, {size:,} decisions by people", flush=True)
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "VAR_DIR": var,
            "DJANGO_SETTINGS_MODULE": "debate.settings",
            "DEBUG": "false",
            "SECRET_KEY": "benchmark",
        }
        command = [sys.executable, "-m", "benchmarks.statistics_screen", str(size)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=600)


for size in [int(size) for size in sys.argv[1:]] or SIZES:
    with tempfile.TemporaryDirectory() as home:
        measure("SQLite", f"sqlite:///{home}/db.sqlite3", size)
    with postgres() as server:
        measure("PostgreSQL", server.url, size)
