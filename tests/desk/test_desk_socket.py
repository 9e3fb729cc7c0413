"""The socket of the moderators' desk: for moderators alone, and without a word of what waits."""

import pytest
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.test import Client

from accounts import roles
from comments import live
from debate.asgi import application

pytestmark = pytest.mark.django_db(transaction=True)


def open_desk(user=None) -> WebsocketCommunicator:
    client = Client()
    if user:
        client.force_login(user)
    cookie = client.cookies.get("sessionid")
    headers = [(b"origin", settings.LIVE_ORIGINS[0].encode())]
    if cookie:
        headers.append((b"cookie", f"sessionid={cookie.value}".encode()))
    return WebsocketCommunicator(application, "/live/wachtrij/", headers=headers)


async def test_only_moderators_may_open_it(reader, moderator):
    for user, may in ((None, False), (reader, False), (moderator, True)):
        desk = await database_sync_to_async(open_desk)(user)
        connected, _ = await desk.connect()
        assert connected is may
        await desk.disconnect()


async def test_it_answers_a_ping_and_survives_nonsense(moderator):
    desk = await database_sync_to_async(open_desk)(moderator)
    await desk.connect()
    await desk.send_to(text_data="{not json")
    await desk.send_to(text_data="ping")
    assert await desk.receive_json_from(timeout=5) == {"pong": True}
    await desk.disconnect()


async def test_who_is_no_longer_of_the_team_is_sent_away(moderator):
    desk = await database_sync_to_async(open_desk)(moderator)
    await desk.connect()
    await database_sync_to_async(roles.revoke_role)(moderator, roles.MODERATORS)
    await desk.send_to(text_data="ping")
    assert await desk.receive_output(timeout=5) == {"type": "websocket.close", "code": 4403}


@pytest.mark.parametrize("heard", ['{"at": 1}', '{"decides": 1}', '"who"', "the queue changes"])
async def test_who_says_nothing_hears_nothing_either_once_the_role_is_gone(
    heard, moderator, second_moderator
):
    silent = await database_sync_to_async(open_desk)(moderator)
    colleague = await database_sync_to_async(open_desk)(second_moderator)
    await silent.connect()
    await colleague.connect()
    await database_sync_to_async(roles.revoke_role)(moderator, roles.MODERATORS)
    if heard == "the queue changes":
        await get_channel_layer().group_send(live.QUEUE_GROUP, {"type": "queue.changed"})
    else:
        await colleague.send_to(text_data=heard)
    assert await silent.receive_output(timeout=5) == {"type": "websocket.close", "code": 4403}
    await colleague.disconnect()
