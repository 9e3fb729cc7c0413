"""The addresses of the sockets."""

from django.urls import path, re_path

from comments import sockets as thread
from desk import sockets as desk
from notifications.sockets import bell, with_bell


async def refuse(scope, receive, send) -> None:
    """Refuse a socket at an address that has none."""
    await receive()
    await send(thread.REFUSED)


urlpatterns = [
    path("live/artikel/<int:pk>/", with_bell(thread.article)),
    path("live/wachtrij/", with_bell(desk.desk)),
    path("live/lezer/", bell),
    re_path("", refuse),
]
