"""Bodies that are too large are refused before they are kept."""

import pytest

from debate.request_limits import MAX_BODY_BYTES, limit_body_size

PIECE = b"x" * 1_000_000


class Visitor:
    """Sends pieces of a body for as long as anyone takes them."""

    def __init__(self, pieces: int, headers=()):
        self.left = pieces
        self.scope = {"type": "http", "headers": list(headers)}
        self.answers: list[dict] = []
        self.taken = 0

    async def receive(self) -> dict:
        self.left -= 1
        self.taken += 1
        return {"type": "http.request", "body": PIECE, "more_body": self.left > 0}

    async def send(self, message: dict) -> None:
        self.answers.append(message)


async def reads_all(scope, receive, send) -> None:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        if not message["more_body"]:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            return


async def visit(visitor: Visitor) -> list[int]:
    await limit_body_size(reads_all)(visitor.scope, visitor.receive, visitor.send)
    return [answer["status"] for answer in visitor.answers if "status" in answer]


async def test_what_is_within_bounds_passes():
    assert await visit(Visitor(10)) == [200]
    assert await visit(Visitor(1, [(b"content-length", b"1000000")])) == [200]


@pytest.mark.parametrize("said", [str(MAX_BODY_BYTES + 1).encode(), b"9" * 30])
async def test_who_says_so_is_refused_unread(said):
    visitor = Visitor(100, [(b"content-length", said)])
    assert await visit(visitor) == [413]
    assert visitor.taken == 0


async def test_who_does_not_say_so_is_hung_up_on():
    visitor = Visitor(100)
    assert await visit(visitor) == []
    assert visitor.taken == MAX_BODY_BYTES // len(PIECE) + 1
