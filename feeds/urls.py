"""The addresses at which WordPress has its feeds too, so that who reads one goes on doing so."""

from django.urls import path

from feeds.views import feeds

OF = {
    "site": ("", feeds.site),
    "dossier": ("dossier/<slug:slug>/", feeds.dossier),
    "topic": ("onderwerp/<slug:slug>/", feeds.topic),
    "author": ("mensen/<int:pk>/", feeds.author),
    "article": ("opinie/<slug:slug>/", feeds.article),
}

urlpatterns = [
    path(f"{start}feed/{end}", view, {"kind": kind}, name=f"{kind}_of_{name}")
    for name, (start, view) in OF.items()
    for kind, end in (("rss", ""), ("atom", "atom/"))
]
