"""The ASGI application: pages and sockets.

Run it as one process, as several, or with pages under WSGI (`debate.wsgi`) and sockets here.
"""

import gc
import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "debate.settings")
django_application = get_asgi_application()

from comments.sockets import SameOriginMiddleware  # noqa: E402 (needs the apps to be loaded)
from debate.request_limits import limit_body_size  # noqa: E402
from debate.websockets import urlpatterns  # noqa: E402


async def lifespan(scope, receive, send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            # Exclude what is loaded now from garbage collection, which then only walks connections.
            gc.freeze()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


application = ProtocolTypeRouter(
    {
        "http": limit_body_size(django_application),
        "websocket": SameOriginMiddleware(URLRouter(urlpatterns)),
        "lifespan": lifespan,
    }
)
