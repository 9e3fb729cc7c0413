"""Addresses without a language, at the root, where machines look for them."""

from django.urls import path

from feeds.views import robots, share

urlpatterns = [
    path("deelbeeld/<int:pk>-<slug:edition>.png", share.picture, name="share_picture"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap_xml, name="sitemap"),
    path("sitemap-nieuws.xml", robots.news, name="sitemap_of_news"),
    path("sitemap-<int:number>.xml", robots.sitemap_part, name="sitemap_part"),
]
