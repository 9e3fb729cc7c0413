"""The forms of the writing desk."""

from articles.forms.local_time import LocalDateTimeField
from articles.forms.publishing import PreviewLinkForm, PublishArticleForm, WithdrawArticleForm
from articles.forms.settings import ArticleSettingsForm, BylineForm, BylineFormSet, DebateForm
from articles.forms.text import ArticleTextForm, NewArticleForm

__all__ = [
    "ArticleSettingsForm",
    "ArticleTextForm",
    "BylineForm",
    "BylineFormSet",
    "DebateForm",
    "LocalDateTimeField",
    "NewArticleForm",
    "PreviewLinkForm",
    "PublishArticleForm",
    "WithdrawArticleForm",
]
