from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "importer"
    # The app's former name, which tables, content types and migrations still use.
    label = "exchange"
