"""The addresses of feeds, the same as in WordPress, and of robots.txt and the sitemaps."""

from django.urls import path

from syndication.views import feeds, robots, share_image

FEED_ROUTES = {
    "site": ("", feeds.site_feed),
    "dossier": ("dossier/<slug:slug>/", feeds.dossier_feed),
    "topic": ("onderwerp/<slug:slug>/", feeds.topic_feed),
    "author": ("mensen/<int:pk>/", feeds.author_feed),
    "article": ("opinie/<slug:slug>/", feeds.article_feed),
}

urlpatterns = [
    path(f"{start}feed/{end}", view, {"kind": kind}, name=f"{kind}_of_{name}")
    for name, (start, view) in FEED_ROUTES.items()
    for kind, end in (("rss", ""), ("atom", "atom/"))
]

# Without a language prefix: programs look for these at the root.
root_urlpatterns = [
    path(
        "deelbeeld/<int:pk>-<slug:edition>.png",
        share_image.article_share_picture,
        name="share_picture",
    ),
    path("robots.txt", robots.robots_txt, name="robots"),
    path("sitemap.xml", robots.sitemap_xml, name="sitemap"),
    path("sitemap-nieuws.xml", robots.news_sitemap, name="sitemap_of_news"),
    path("sitemap-<int:number>.xml", robots.sitemap_part, name="sitemap_part"),
]
