"""The addresses at which WordPress has its feeds too, so that who reads one goes on doing so."""

from django.urls import path

from feeds.views import feeds

OF = {
    "feed_of_site": ("", feeds.site),
    "feed_of_dossier": ("dossier/<slug:slug>/", feeds.dossier),
    "feed_of_author": ("mensen/<int:pk>/", feeds.author),
    "feed_of_article": ("opinie/<slug:slug>/", feeds.article),
}

urlpatterns = [
    path(f"{start}feed/{end}", view, {"kind": kind}, name=name)
    for name, (start, view) in OF.items()
    for kind, end in (("rss", ""), ("atom", "atom/"))
]
