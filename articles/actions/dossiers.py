"""Actions on dossiers: articles gathered around a question."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Dossier, DossierPiece
from common.events import record_audit_entry
from common.html.safe import SafeRichText


@transaction.atomic
def save_dossier(dossier: Dossier, *, title: str, slug: str, introduction: SafeRichText) -> Dossier:
    dossier.title, dossier.slug, dossier.introduction = title, slug, introduction.html
    dossier.save()
    return dossier


@transaction.atomic
def show_dossier(dossier: Dossier, *, by: User | None) -> None:
    """Publish the dossier."""
    if not dossier.published_at:
        dossier.published_at = timezone.now()
        dossier.save(update_fields=["published_at", "updated_at"])
        record_audit_entry("dossier_shown", f"dossier:{dossier.pk}", by=by)


@transaction.atomic
def hide_dossier(dossier: Dossier, *, by: User | None) -> None:
    if dossier.published_at:
        dossier.published_at = None
        dossier.save(update_fields=["published_at", "updated_at"])
        record_audit_entry("dossier_hidden", f"dossier:{dossier.pk}", by=by)


@transaction.atomic
def add_dossier_piece(dossier: Dossier, article: Article) -> DossierPiece:
    """Add the article at the end; one that is there already keeps its place."""
    pieces = _locked(dossier)
    last = pieces.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    piece, is_new = DossierPiece.objects.get_or_create(
        dossier=dossier, article=article, defaults={"position": position}
    )
    if is_new:
        _changed(dossier)
    return piece


@transaction.atomic
def move_dossier_piece(piece: DossierPiece, *, up: bool) -> None:
    """Move the article one place up or down, if there is such a place."""
    order = list(_locked(piece.dossier))
    at = order.index(piece)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    for position, one in enumerate(order):
        one.position = position
    DossierPiece.objects.bulk_update(order, ["position"])
    _changed(piece.dossier)


@transaction.atomic
def remove_dossier_piece(piece: DossierPiece) -> None:
    piece.delete()
    _changed(piece.dossier)


def _locked(dossier: Dossier):
    """Lock the dossier and return its articles in order."""
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    return DossierPiece.objects.filter(dossier=dossier).order_by("position", "pk")


def _changed(dossier: Dossier) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(updated_at=timezone.now())
