from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "syndication"
    # The label that tables, content types and migrations of former versions bear.
    label = "feeds"
