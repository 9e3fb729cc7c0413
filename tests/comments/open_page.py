"""A page as a browser holds it: the thread that it was given, and the frames that it applied."""

import json
from dataclasses import dataclass

from django.core.cache import cache

from articles.models import Article
from comments.models import Comment
from comments.pages import load_thread_page


@dataclass(frozen=True)
class OpenPage:
    version: int
    count: int
    places: tuple[tuple[str, int, str], ...]  # path, key and HTML, in the order of the page

    @classmethod
    def fresh(cls, article: Article, language: str, *, cold: bool = False) -> "OpenPage":
        """Return the page that a reload would show; `cold` renders everything anew."""
        if cold:
            cache.clear()
        # As the view does: the version before the thread.
        version = Article.objects.get(pk=article.pk).version
        places = tuple(
            (place.path, place.pk, place.html)
            for place in load_thread_page(article, language).places
        )
        return cls(version, Comment.objects.counts([article]).get(article.pk, 0), tuple(places))

    def after(self, text: str | None, reload: "OpenPage") -> "OpenPage":
        """The page once this frame was applied; `reload` is what it gets when told to resync."""
        frame = json.loads(text) if text else {"resync": True}
        if frame.get("resync"):
            return reload
        if "comments" not in frame or frame["version"] <= self.version:
            return self
        places = {pk: (path, pk, html) for path, pk, html in self.places}
        for comment in frame["comments"]:
            places.pop(comment["id"], None)
            if comment["html"]:
                places[comment["id"]] = (comment["path"], comment["id"], comment["html"])
        return OpenPage(frame["version"], frame["count"], tuple(sorted(places.values())))
