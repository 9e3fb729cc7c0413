"""The usual design: a Channels consumer per reader, each a member of the article's group.

The pages are those of the site. There is no session or user on the sockets, which would cost more.
"""

import time

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

from debate.asgi import django_application, lifespan
from tools.bench.bell import with_bell

GROUP = "article"


class Consumer(AsyncWebsocketConsumer):
    async def connect(self):
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def thread_changed(self, event):
        await self.send(text_data=event["text"])


async def ring(text: str) -> dict:
    rung = time.monotonic()
    await get_channel_layer().group_send(GROUP, {"type": "thread.changed", "text": text})
    return {"rung": rung}


sockets = URLRouter([path("live/artikel/<int:pk>/", Consumer.as_asgi())])
application = with_bell(
    ProtocolTypeRouter({"http": django_application, "websocket": sockets, "lifespan": lifespan}),
    ring,
)
