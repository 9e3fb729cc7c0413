"""Uploaded pictures, served by the site itself so that no second server has to be made safe.

The site wrote each of these files itself, and never uses a file name twice.
"""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

# The type follows from the name that the site gave, never from the content.
CONTENT_TYPES = {"webp": "image/webp"}
YEAR_SECONDS = 60 * 60 * 24 * 365  # seconds


@require_safe
def serve_media(request: HttpRequest, path: str, extension: str) -> HttpResponse:
    """Serve a file of at most some hundred kB. The route admits no path outside MEDIA_ROOT."""
    try:
        with default_storage.open(f"{path}.{extension}") as file:
            content = file.read()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=CONTENT_TYPES[extension])
    patch_cache_control(response, public=True, immutable=True, max_age=YEAR_SECONDS)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    # Webmail and feed readers show images of articles on their own pages; profile pictures are
    # for this site alone.
    shared = path.startswith("articles/")
    response["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
    return response
