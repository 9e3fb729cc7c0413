"""The desk's first screen, at a thousand held reactions and at a hundred times as many.

    python -m tools.bench.desk

On SQLite and PostgreSQL, each in a database of its own that is gone afterwards. Queries and the
median of a few requests through the whole site, and the plan of the query that finds the list.
"""

from tools.bench.databases import run_on_both

SIZES = (1_000, 100_000)

for size in SIZES:
    run_on_both("tools.bench.desk_screen", size, seconds=1800)
