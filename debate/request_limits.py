"""The limit on the size of a request body, which Django reads whole before it knows the user."""

from collections.abc import Awaitable, Callable

from django.conf import settings

# Above the limits of pictures and documents, so that the form can say that a file is too large.
MAX_BODY_BYTES = max(25, settings.ATTACHMENT_MAX_MB + 5) * 1_000_000


def limit_body_size(application: Callable[..., Awaitable]) -> Callable[..., Awaitable]:
    """Refuse a request whose body is larger than MAX_BODY_BYTES, by its header or in fact."""

    async def door(scope, receive, send):
        if _declared_length(scope) > MAX_BODY_BYTES:
            headers = [(b"content-type", b"text/plain"), (b"connection", b"close")]
            await send({"type": "http.response.start", "status": 413, "headers": headers})
            await send({"type": "http.response.body", "body": b"Too large.\n"})
            return
        taken = 0

        async def counted():
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            # As if the client had disconnected, so that Django drops the request.
            return message if taken <= MAX_BODY_BYTES else {"type": "http.disconnect"}

        await application(scope, counted, send)

    return door


def _declared_length(scope) -> int:
    said = [value for name, value in scope["headers"] if name == b"content-length"]
    return max((int(value) for value in said if value.isdigit()), default=0)
