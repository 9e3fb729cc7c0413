"""The socket of the moderators' desk: changes of the queue, and what colleagues have open."""

import asyncio
import json

from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from accounts import sessions
from accounts.permissions import may_moderate
from comments import actions, live
from comments.sockets import LONGEST_MESSAGE
from common.live import use_server_loop
from common.params import LARGEST_NUMBER

VIEWED_AFTER = 3  # seconds; a reaction that is open for less does not count as viewed


def _is_moderator_session(session_key: str | None) -> bool:
    user = sessions.session_user(session_key)
    return user is not None and may_moderate(user)


class DeskConsumer(AsyncJsonWebsocketConsumer):
    """Notifies a desk of changes, without their text: the page fetches what it may see."""

    is_open = False
    viewed_pk: int | None = None
    viewing_task: asyncio.Task | None = None

    async def connect(self):
        # The in-memory layer's queues wake nobody from another loop than their own.
        use_server_loop(asyncio.get_running_loop())
        if not await self._may_stay():
            await self.close(4403)
            return
        self.session_room = sessions.session_room(self.scope["session"].session_key)
        for room in (live.QUEUE_GROUP, self.session_room):
            await self.channel_layer.group_add(room, self.channel_name)
        await self.accept()
        self.is_open = True

    async def _may_stay(self) -> bool:
        """Return True if the user still moderates and is signed in.

        Roles and sessions can end at any moment, so it is asked at every message.
        """
        key = self.scope["session"].session_key
        return await database_sync_to_async(_is_moderator_session)(key)

    async def disconnect(self, code):
        if self.is_open:
            for room in (live.QUEUE_GROUP, self.session_room):
                await self.channel_layer.group_discard(room, self.channel_name)
            await self._look_at(None)

    @property
    def _name(self) -> str:
        return self.scope["user"].name

    async def _tell(self, message: dict) -> None:
        await self.channel_layer.group_send(
            live.QUEUE_GROUP, {**message, "desk": self.channel_name}
        )

    async def session_ended(self, event):
        await self.close(4403)

    async def _say(self, message: dict) -> None:
        """Send a message if the user may still get it; else close.

        Checked on sending too: a desk that sends nothing would go on receiving.
        """
        if await self._may_stay():
            await self.send_json(message)
        else:
            await self.close(4403)

    async def queue_changed(self, event):
        await self._say({"queue": "changed"})

    async def colleague_looks(self, event):
        if event["desk"] != self.channel_name:
            await self._say({"looks": {key: event[key] for key in ("desk", "name", "at")}})

    async def colleague_decides(self, event):
        if event["desk"] != self.channel_name:
            await self._say({"decides": {key: event[key] for key in ("desk", "name", "at")}})

    async def colleague_asks(self, event):
        if event["desk"] != self.channel_name:
            await self._say({"who": "looks"})

    async def receive(self, text_data=None, bytes_data=None):
        """Pass on to the other desks which reaction is open here or was just decided on.

        A decision is announced before it is sent, since the others cannot know of it yet. A desk
        can also ask what the others have open. No state is kept: the other pages drop a desk that
        falls silent.
        """
        if not await self._may_stay():
            await self.close(4403)
            return
        if text_data == "ping":
            await self.send_json({"pong": True})
            return
        try:
            said = json.loads((text_data or "")[:LONGEST_MESSAGE])
        except ValueError:
            return
        match said:
            case "who":
                await self._tell({"type": "colleague.asks"})
            case {"at": bool()} | {"decides": bool()}:
                pass
            case {"decides": int(pk)} if 0 < pk <= LARGEST_NUMBER:
                await self._tell({"type": "colleague.decides", "name": self._name, "at": pk})
            case {"at": None}:
                await self._look_at(None)
            case {"at": int(pk)} if 0 < pk <= LARGEST_NUMBER:
                await self._look_at(pk)

    async def _look_at(self, pk: int | None) -> None:
        await self._tell({"type": "colleague.looks", "name": self._name, "at": pk})
        if pk != self.viewed_pk:
            self.viewed_pk = pk
            self._claim(pk)

    def _claim(self, pk: int | None) -> None:
        """Record in the audit log what stays open on this desk, once for each time."""
        if self.viewing_task:
            self.viewing_task.cancel()
        # In a task of its own, so that no message waits for it.
        self.viewing_task = asyncio.create_task(self._record(pk)) if pk else None

    async def _record(self, pk: int) -> None:
        await asyncio.sleep(VIEWED_AFTER)
        await database_sync_to_async(actions.record_viewing)(pk, by=self.scope["user"])


desk_socket = AuthMiddlewareStack(DeskConsumer.as_asgi())
