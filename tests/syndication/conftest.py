import feedparser
import pytest
from django.utils import timezone

from articles.models import Dossier, DossierPiece


@pytest.fixture
def parse(client):
    """A feed as a reader's program understands it."""

    def parse(path: str):
        answer = client.get(path)
        assert answer.status_code == 200
        headers = {"content-type": answer["Content-Type"]}
        feed = feedparser.parse(answer.content, response_headers=headers)
        assert not feed.bozo, feed.get("bozo_exception")
        return feed

    return parse


@pytest.fixture
def dossier(db, article):
    dossier = Dossier.objects.create(
        title="Wie dekt de tafel?", slug="tafel", published_at=timezone.now()
    )
    DossierPiece.objects.create(dossier=dossier, article=article)
    return dossier
