"""The addresses of the sockets."""

from django.urls import path, re_path

from comments import sockets as thread
from desk import sockets as desk
from notifications.sockets import notice_counter_socket, with_notice_counter


async def refuse(scope, receive, send) -> None:
    """Refuse a socket at an unknown address."""
    await receive()
    await send(thread.REFUSE_SOCKET)


urlpatterns = [
    path("live/artikel/<int:pk>/", with_notice_counter(thread.article_socket)),
    path("live/wachtrij/", with_notice_counter(desk.desk_socket)),
    path("live/lezer/", notice_counter_socket),  # pyright: ignore[reportCallIssue]
    re_path("", refuse),  # pyright: ignore[reportCallIssue]
]
