import re

from django.conf import settings
from django.contrib.sessions import middleware
from django.middleware import gzip
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import patch_cache_control

from accounts import usersessions


class SessionMiddleware(middleware.SessionMiddleware):
    """Django's session middleware, which also records when a session was last used."""

    def process_response(self, request, response):
        # Only for a session that was read anyway: reading it here would cost each reader a query.
        if request.session.accessed:
            usersessions.touch_session(request)
        return super().process_response(request, response)


class GZipMiddleware(gzip.GZipMiddleware):
    """Django's gzip middleware, for text only: pictures and documents are compressed already.

    It adds a few random bytes to each response, so that its length betrays no secret.
    """

    TEXT = re.compile(r"text/|application/([a-z.-]+\+)?(json|xml)\b")

    def process_response(self, request, response):
        if self.TEXT.match(response.get("Content-Type", "")):
            return super().process_response(request, response)
        return response


class AskedAgain:
    """Set `Cache-Control: no-cache` on every response that has none of its own.

    What is removed is then gone from every cache. Responses to a visitor with a session, or with a
    new cookie, are private as well.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            is_known = settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies
            patch_cache_control(response, no_cache=True, **{"private": True} if is_known else {})
        return response


class CsrfMiddleware(CsrfViewMiddleware):
    """Django's CSRF check, skipped where the browser says that the request is same-origin.

    `Sec-Fetch-Site` and `Origin` are set by the browser and no page can forge them. With them a
    form needs no token, so a reader needs no cookie: see docs/decisions/0004-no-cookie.md. A
    request without either header goes through Django's check of the token.
    """

    def process_view(self, request, callback, callback_args, callback_kwargs):
        if self._is_vouched_for(request):
            return self._accept(request)
        return super().process_view(request, callback, callback_args, callback_kwargs)

    @staticmethod
    def _is_vouched_for(request) -> bool:
        site = request.headers.get("Sec-Fetch-Site")
        if site is not None:
            return site == "same-origin"
        return request.headers.get("Origin") == settings.SITE_URL
