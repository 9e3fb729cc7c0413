"""The verbs of articles: the only place that writes them."""

from articles.actions.writing import save

__all__ = ["save"]
