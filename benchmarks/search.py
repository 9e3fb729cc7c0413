"""Search: how good the first three answers are, and how long they take in a large archive.

    python -m benchmarks.search [REACTIONS]

On SQLite and PostgreSQL, each in a database of its own that is gone afterwards; 200,000 reactions
under 5,000 articles unless said otherwise, or as many as given with an article for every forty.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services import postgres

ROOT = Path(__file__).resolve().parent.parent


def measure(name: str, url: str, size: str) -> None:
    print(f"\n{name}", flush=True)
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "VAR_DIR": var,
            "DJANGO_SETTINGS_MODULE": "debate.settings",
            "DEBUG": "false",
            "SECRET_KEY": "benchmark",
            "RATE_LIMITS": "false",
        }
        command = [sys.executable, "-m", "benchmarks.search_archive", size]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=3600)


if __name__ == "__main__":
    size = sys.argv[1] if len(sys.argv) > 1 else "200000"
    with postgres(on_disk=False) as server:
        measure("PostgreSQL", server.url, size)
    with tempfile.TemporaryDirectory() as home:
        measure("SQLite", f"sqlite:///{home}/db.sqlite3", size)
