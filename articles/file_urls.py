"""Addresses without a language: what is there has one of its own."""

from django.urls import path

from articles.views import attachments

urlpatterns = [
    path("bijlage/<uuid:key>.<slug:extension>", attachments.download, name="attachment"),
]
