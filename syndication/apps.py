from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "syndication"
    # The label in the tables, content types and migrations of former versions.
    label = "feeds"
