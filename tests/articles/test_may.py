"""The permissions on an article, in each of its states."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from articles import permissions
from articles.models import Article

STATES = {
    "draft": {"status": "draft", "published_at": None},
    "ready": {"status": "ready", "published_at": None},
    "scheduled": {"status": "published"},
    "published": {"status": "published"},
    "withdrawn": {"status": "withdrawn"},
}
EDITOR = {
    "edit_article": "draft ready scheduled published withdrawn",
    "edit_article_settings": "draft ready scheduled published withdrawn",
    "edit_debate_settings": "draft ready scheduled published withdrawn",
    "submit_article": "draft",
    "cancel_submission": "ready",
    "publish_article": "draft ready scheduled published",
    "schedule_article": "draft ready scheduled",
    "withdraw_article": "published",
    "restore_article": "withdrawn",
    "share_preview": "draft ready scheduled published",
}
AUTHOR = {
    "edit_article": "draft ready scheduled published",
    "edit_article_settings": "draft ready",
    "submit_article": "draft",
    "cancel_submission": "ready",
    "share_preview": "draft ready scheduled published",
}


@pytest.mark.parametrize("state", STATES)
def test_who_may(state, make_article, author, editor, moderator, reader, administrator):
    moment = timezone.now() + timedelta(days=1 if state == "scheduled" else -1)
    article = make_article(**{"published_at": moment} | STATES[state])
    for user, may in (
        (editor, EDITOR),
        (author, AUTHOR),
        *((nobody, {}) for nobody in (moderator, reader, administrator, AnonymousUser())),
    ):
        for name in EDITOR:
            predicate = getattr(permissions, f"may_{name}")
            assert predicate(user, article) == (state in may.get(name, "").split()), (user, name)


def test_an_author_may_nothing_with_anothers(make_article, author, second_moderator):
    article = make_article(status="draft", published_at=None)
    article.bylines.update(user=second_moderator)
    article = Article.objects.get(pk=article.pk)
    assert not any(getattr(permissions, f"may_{name}")(author, article) for name in EDITOR)
    # Who was given a piece writes on it, without the role.
    assert permissions.may_edit_article(second_moderator, article)
    assert permissions.may_use_writing_desk(second_moderator)
    assert not permissions.may_start_article(second_moderator)


def test_an_editor_waits_for_the_second_step(settings, editor, article, client):
    settings.TWO_STEP = True
    assert not permissions.may_use_writing_desk(editor)
    assert not permissions.may_edit_article(editor, article)
    client.force_login(editor)
    assert client.get("/redactie/").url.startswith("/account/tweede-stap/")


def test_who_is_no_longer_active_may_nothing(author, make_article):
    article = make_article(status="draft", published_at=None)
    author.is_active = False
    assert not permissions.may_edit_article(author, article)
    assert not permissions.may_use_writing_desk(author)
