"""Static files, uploads, bulletins and the editor of articles."""

from django_prose_editor.config import html_tags
from js_asset import static_lazy

from debate.settings.environment import BASE_DIR, VAR_DIR, env
from debate.settings.site import DEBUG, SITE_NAME

STATIC_URL = "static/"
# The folder that collectstatic fills.
STATIC_ROOT = env("STATIC_ROOT", default="") or VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Apart from MEDIA_ROOT: attachments are only ever downloaded, never shown in a page.
    "attachments": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "attachments"},
    },
    "staticfiles": {"BACKEND": "debate.storage.StaticStorage"},
}
# Uploads, served by debate/views/media.py. Several machines must share this folder.
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# The PDFs of bulletins, served only while they show what is public.
BULLETINS_DIR = VAR_DIR / "bulletins"
# The largest document that can be added to an article.
ATTACHMENT_MAX_MB = env.int("ATTACHMENT_MAX_MB", default=20)
# True serves static files from the source folders (demo, tests); in production run collectstatic.
SERVESTATIC_USE_FINDERS = env.bool("STATIC_FROM_SOURCE", default=True)
SERVESTATIC_AUTOREFRESH = DEBUG

# The publisher in the colophon, and the licence of what is printed.
PUBLISHER = env("PUBLISHER", default=SITE_NAME)
BULLETIN_LICENCE = env("BULLETIN_LICENCE", default="")

# Our extensions of django-prose-editor; articles/editor.py says which of them a form offers.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("js/editor/prose.js")],
        "extensions": {
            "Abbreviation": html_tags(["abbr"], {"abbr": ["title"]}),
            "Citation": html_tags(["cite"]),
            "Quoted": html_tags(["q"]),
            "PullQuote": html_tags(["blockquote"], {"blockquote": ["class"]}),
            "Question": html_tags(["p"], {"p": ["class"]}),
            "Footnote": html_tags(["ol", "li"], {"ol": ["class"], "li": ["id"]}),
            "TableCaption": html_tags(["caption", "thead", "tfoot"]),
        },
    },
    {
        "js": [static_lazy("js/editor/immediate-input.js")],
        "extensions": {"ImmediateInput": html_tags([])},
    },
]
