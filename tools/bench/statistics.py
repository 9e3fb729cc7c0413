"""The figures at a thousand decisions and at a hundred times as many.

    python -m tools.bench.statistics [SIZE ...]

On SQLite and PostgreSQL, each in a database of its own that is gone afterwards: the desk's figures
over each period, the public log, and the yearly report counted anew and from the cache. Queries,
the median of a few requests through the whole site, and beside it the time of the processor in this
process, which on SQLite is all that it takes, whatever else the machine does.
"""

import sys

from tools.bench.databases import run_on_both

SIZES = (1_000, 100_000)

for size in [int(size) for size in sys.argv[1:]] or SIZES:
    run_on_both("tools.bench.statistics_screen", size)
