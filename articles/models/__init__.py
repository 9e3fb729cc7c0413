from articles.models.article import Article, ArticleQuerySet, Tick, with_debate
from articles.models.byline import Byline
from articles.models.dossier import Dossier, DossierPiece
from articles.models.files import Attachment, Image, ImageQuerySet
from articles.models.related import Related
from articles.models.subject import Series, Topic
from articles.models.writing import Draft, Invited, OldAddress, Peek, Text, Version

__all__ = [
    "Article",
    "ArticleQuerySet",
    "Attachment",
    "Byline",
    "Dossier",
    "DossierPiece",
    "Draft",
    "Image",
    "ImageQuerySet",
    "Invited",
    "OldAddress",
    "Peek",
    "Related",
    "Series",
    "Text",
    "Tick",
    "Topic",
    "Version",
    "with_debate",
]
