from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "importer"
    # The label that tables, content types and migrations of former versions bear.
    label = "exchange"
