"""A thousand decisions together, and how long a reader waits for a page meanwhile.

    python -m tools.bench.batch

On SQLite and PostgreSQL, each in a database of its own that is gone afterwards. The reader asks in
a thread of the same process, which is slower than beside a worker in a process of its own.
"""

from tools.bench.databases import run_on_both

run_on_both("tools.bench.batch_of", RATE_LIMITS="false")
