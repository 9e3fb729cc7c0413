"""Uploads, served by the site itself, so that it needs no second server to be safe.

Every file is one that we made, under a name that is never used again.
"""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

# By the name that we gave it, and never by what is in it or what a browser guesses.
CONTENT_TYPES = {"webp": "image/webp"}
YEAR_SECONDS = 60 * 60 * 24 * 365  # seconds


@require_safe
def serve_media(request: HttpRequest, path: str, extension: str) -> HttpResponse:
    """A file of at most some hundred kB; the route lets through no address that could leave it."""
    try:
        with default_storage.open(f"{path}.{extension}") as file:
            content = file.read()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=CONTENT_TYPES[extension])
    patch_cache_control(response, public=True, immutable=True, max_age=YEAR_SECONDS)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    # Images of pieces are shown by webmail and by readers of feeds, on their own pages; the
    # pictures of people are for ours.
    shared = path.startswith("articles/")
    response["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
    return response
