"""A thousand decisions together, and how long a reader waits for a page meanwhile.

    python -m benchmarks.batch

On SQLite and PostgreSQL, each in a database of its own that is gone afterwards. The reader asks in
a thread of the same process, which is slower than beside a worker in a process of its own.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services import postgres

ROOT = Path(__file__).resolve().parent.parent


def measure(name: str, url: str) -> None:
    print(f"\n{name}", flush=True)
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "VAR_DIR": var,
            "DJANGO_SETTINGS_MODULE": "debate.settings",
            "DEBUG": "false",
            "RATE_LIMITS": "false",
            "SECRET_KEY": "benchmark",
        }
        command = [sys.executable, "-m", "benchmarks.batch_of"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=600)


with tempfile.TemporaryDirectory() as home:
    measure("SQLite", f"sqlite:///{home}/db.sqlite3")
with postgres() as server:
    measure("PostgreSQL", server.url)
