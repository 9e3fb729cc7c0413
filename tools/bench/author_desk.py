"""The desk of an author on a site of so many reactions.

    python -m tools.bench.author_desk [SIZE ...]

On SQLite and PostgreSQL, each in a database of its own that is gone afterwards: queries and the
median of a few requests through the whole site, and beside it the time of the processor in this
process, which on SQLite is all that it takes, whatever else the machine does. For one author among
a hundred; for a diligent one, with all of theirs answered or read but a few; and for what no one
can be: who wrote every piece, before and after reading nearly all by hand.
"""

import sys

from tools.bench.databases import run_on_both

SIZES = (2_000, 200_000)

for size in [int(size) for size in sys.argv[1:]] or SIZES:
    run_on_both("tools.bench.author_desk_screen", size, seconds=1800)
