"""A thousand decisions together, and how long a reader waits for a page meanwhile.

    python -m benchmarks.batch

On SQLite and PostgreSQL, each in a database of its own that is gone afterwards. The reader asks in
a thread of the same process, which is slower than beside a worker in a process of its own.
"""

from benchmarks.databases import run_on_both

run_on_both("benchmarks.batch_of", RATE_LIMITS="false")
