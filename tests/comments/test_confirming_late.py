"""A guest's mailed link, opened after something changed: what was written in time still counts."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from articles.models import Article
from comments import tokens
from comments.models import Comment
from moderation import actions as house
from tests.guests import unconfirmed

TEXT = "Dit schreef ik op tijd."


@pytest.fixture
def path(article) -> str:
    return urlsplit(tokens.confirmation_link(unconfirmed(article, TEXT))).path


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"closed_at": timezone.now()}, "je schreef dit daarvoor"),
        ({"reacting": "members"}, "Ja, plaats mijn reactie"),
        ({"reacting": "invited"}, "Ja, plaats mijn reactie"),
    ],
)
def test_closed_to_them_meanwhile_it_is_placed(change, says, path, client):
    Article.objects.update(**change)
    assert says.lower() in client.get(path).content.decode().lower()
    assert client.post(path).status_code == 302
    assert Comment.objects.get().is_published


def test_banned_meanwhile_they_read_why_and_keep_their_words(path, editor, client):
    house.impose_sanction("ban", email="gerda@example.org", by=editor, reason="Al te vaak.", days=3)
    assert client.get(path).status_code == 200
    answer = client.post(path)
    assert answer.status_code == 403
    assert "Al te vaak." in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert Comment.objects.get().status == "unconfirmed"


def test_too_late_they_keep_their_words(path, client, settings):
    late = timezone.now() - timedelta(hours=settings.COMMENTS_CONFIRM_HOURS, seconds=1)
    Comment.objects.update(created_at=late)
    answer = client.post(path)
    assert answer.status_code == 410
    assert TEXT in answer.content.decode()
    assert "#reageer" in answer.content.decode()
