from articles.models.article import Article, Tick
from articles.models.article_queryset import ArticleQuerySet, readable_debate_condition
from articles.models.byline import Byline
from articles.models.dossier import Dossier, DossierPiece
from articles.models.files import Attachment, Image, ImageQuerySet
from articles.models.related import Related
from articles.models.subject import Series, Topic
from articles.models.writing import ArticleText, Draft, Invited, OldAddress, Peek, Version

__all__ = [
    "Article",
    "ArticleQuerySet",
    "ArticleText",
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
    "Tick",
    "Topic",
    "Version",
    "readable_debate_condition",
]
