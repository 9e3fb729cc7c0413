"""Load the demo's dossiers, and the conclusions of a debate."""

from datetime import datetime, timedelta

from accounts.models import User
from articles import actions
from articles.models import Article, Dossier, DossierPiece
from common.html.safe import make_rich_text_safe


def load_demo_dossiers(content: dict, people: dict[str, User], now: datetime) -> None:
    """Load the dossiers that are not there yet, and the conclusions of articles without any."""
    for one in content["dossier"]:
        if not Dossier.objects.filter(slug=one["slug"]).exists():
            _fill_dossier(one, now)
    for one in content["conclusion"]:
        article = Article.objects.filter(slug=one["slug"], conclusions="").first()
        if article:
            actions.save_conclusions(
                article, make_rich_text_safe(one["text"]), people[one["by"]], close=True
            )
            moment = now - timedelta(days=one["days_ago"])
            Article.objects.filter(pk=article.pk).update(concluded_at=moment, closed_at=moment)


def _fill_dossier(one: dict, now: datetime) -> None:
    introduction = make_rich_text_safe(one["introduction"])
    dossier = actions.save_dossier(
        Dossier(), title=one["title"], slug=one["slug"], introduction=introduction
    )
    for slug in one["pieces"]:
        if article := Article.objects.filter(slug=slug).first():
            actions.add_dossier_piece(dossier, article)
    actions.show_dossier(dossier, by=None)
    # Dated back, so that new followers get no notices of articles that are in it already.
    DossierPiece.objects.filter(dossier=dossier).update(added_at=now - timedelta(days=1))
