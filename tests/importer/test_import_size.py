"""However large an export is, no more than one item of it is held at a time."""

import tracemalloc
from collections.abc import Iterator

from importer import wxr as reader
from tests.importer import wxr

ITEMS = 400


class Pieces:
    """A file that is made while it is read."""

    def __init__(self, pieces: Iterator[str]):
        self.pieces = pieces
        self.size = 0

    def read(self, _size: int = -1) -> bytes:
        piece = next(self.pieces, "").encode()
        self.size += len(piece)
        return piece


def test_memory_does_not_grow_with_the_file():
    head, tail = wxr.export("|").split("|")
    item = wxr.post(comments="".join(wxr.comment(n, "Praten. " * 20) for n in range(1, 11)))

    def pieces() -> Iterator[str]:
        yield head
        for _ in range(ITEMS):
            yield item
        yield tail

    file = Pieces(pieces())
    tracemalloc.start()
    try:
        found = sum(isinstance(record, reader.WxrPost) for record in reader.read_wxr(file))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found == ITEMS
    assert file.size > 3_000_000
    assert peak < 500_000
