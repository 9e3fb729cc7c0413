"""Search: how good the first three answers are, and how long they take in a large archive.

    python -m tools.bench.search [--size REACTIONS] [--on SQLite|PostgreSQL] [--keep FOLDER]

200,000 reactions under 5,000 articles unless said otherwise, or as many as given with an article
for every forty. What is kept in a folder is not made again, and can be measured often. After these
options come those of `tools.bench.search_questions`.
"""

import argparse
from pathlib import Path

from tools.bench.databases import NAMES, database, run

if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--size", type=int, default=200_000)
    options.add_argument("--on", choices=NAMES)
    options.add_argument("--keep", type=Path)
    asked, further = options.parse_known_args()
    for name in [asked.on] if asked.on else NAMES:
        print(f"\n{name}, {asked.size:,} reactions", flush=True)
        with database(name, asked.keep and asked.keep.absolute() / str(asked.size)) as url:
            run(
                url,
                "tools.bench.search_questions",
                asked.size,
                *further,
                seconds=3600,
                RATE_LIMITS="false",
                SITE_URL="http://localhost",
            )
