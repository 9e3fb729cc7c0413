"""A notice whose cause is no longer public, or no longer concerns someone, is nowhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from articles.models import Article
from comments import actions as comments
from comments.models import Comment
from notifications import actions
from notifications.kinds import NoticeKind
from notifications.models import Follow, Notice, Subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenes(make_article, write, reader, author, moderator, editor, judge, follow, spread):
    """A notice of each kind for the reader (of what waits for the moderator), with its cause."""

    def reply(**by):
        answer = write(article, "Antwoord.", parent=write(article, "Van mij.", user=reader), **by)
        spread()
        return reader, answer

    def decided():
        held = make_article("gehouden", policy="hold_all")
        mine = write(held, "Mag dit?", user=reader)
        judge(mine)
        spread()
        return reader, mine

    def invited():
        mine = write(article, "Dit kan een stuk zijn.", user=reader)
        comments.invite_writer(mine, note="", by=editor)
        spread()
        return reader, mine

    def followed():
        follow(reader, article)
        comment = write(article, "Nieuw.")
        spread()
        return reader, comment

    def closed():
        now = timezone.now()
        article = make_article("gesloten", closed_at=now + timedelta(seconds=1))
        follow(reader, article)
        Article.objects.filter(pk=article.pk).update(closed_at=timezone.now())
        actions.notify_of_scheduled_events()
        return reader, article

    def new():
        follow(reader, author=author)
        article = make_article("nieuw")
        actions.notify_of_scheduled_events()
        return reader, article

    def held():
        comment = write(make_article("wachtend", policy="hold_all"), "Wacht.")
        spread()
        return moderator, comment

    article = make_article("samen")
    return {
        NoticeKind.REPLY: reply,
        NoticeKind.ANSWER: lambda: reply(user=author),
        NoticeKind.DECIDED: decided,
        NoticeKind.FOLLOWED: followed,
        NoticeKind.INVITED: invited,
        NoticeKind.CLOSED: closed,
        NoticeKind.ARTICLE: new,
        NoticeKind.HELD: held,
    }


def standing(user, kind) -> int:
    return Notice.objects.of_user(user).current().filter(kind=kind).count()


OF_REACTIONS = (
    NoticeKind.REPLY,
    NoticeKind.ANSWER,
    NoticeKind.DECIDED,
    NoticeKind.FOLLOWED,
    NoticeKind.INVITED,
)
EVENTS = (*OF_REACTIONS, NoticeKind.CLOSED, NoticeKind.ARTICLE)


@pytest.mark.parametrize("kind", EVENTS)
@pytest.mark.parametrize(
    "change",
    [
        {"status": Article.Status.WITHDRAWN},
        {"status": Article.Status.DRAFT},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
    ids=["withdrawn", "draft", "later"],
)
def test_not_when_the_article_is_not_public(kind, change, scenes):
    user, cause = scenes[kind]()
    assert standing(user, kind) == 1
    article = getattr(cause, "article", cause)
    Article.objects.filter(pk=article.pk).update(**change)
    assert standing(user, kind) == 0


@pytest.mark.parametrize("kind", OF_REACTIONS)
def test_not_when_the_reaction_was_withdrawn(kind, scenes):
    user, comment = scenes[kind]()
    assert standing(user, kind) == 1
    comments.withdraw_comment(comment)
    assert standing(user, kind) == 0


@pytest.mark.parametrize(
    "kind", [NoticeKind.REPLY, NoticeKind.ANSWER, NoticeKind.FOLLOWED, NoticeKind.INVITED]
)
def test_not_when_the_reaction_was_removed(kind, scenes, judge):
    user, comment = scenes[kind]()
    assert standing(user, kind) == 1
    judge(comment, "reject")
    assert standing(user, kind) == 0
    judge(comment)  # given back
    assert standing(user, kind) == 1


def test_a_decision_that_was_undone_is_none(scenes, moderator):
    user, comment = scenes[NoticeKind.DECIDED]()
    decision = comment.decisions.last()
    former = comments.FormerState("pending", timezone.now(), None, None)
    comments.undo_decision(
        Comment.objects.get(pk=comment.pk), by=moderator, decision=decision, former=former
    )
    assert standing(user, NoticeKind.DECIDED) == 0


@pytest.mark.parametrize("kind", [NoticeKind.FOLLOWED, NoticeKind.CLOSED, NoticeKind.ARTICLE])
def test_not_when_it_is_followed_no_more(kind, scenes):
    user, _ = scenes[kind]()
    Follow.objects.all().delete()
    assert standing(user, kind) == 0


def test_not_when_the_debate_is_open_again(scenes):
    user, article = scenes[NoticeKind.CLOSED]()
    Article.objects.filter(pk=article.pk).update(closed_at=None)
    assert standing(user, NoticeKind.CLOSED) == 0


def test_what_waits_is_for_who_moderates_now_and_while_it_waits(scenes, judge):
    user, comment = scenes[NoticeKind.HELD]()
    assert standing(user, NoticeKind.HELD) == 1
    roles.revoke_role(user, roles.MODERATORS)
    assert standing(user, NoticeKind.HELD) == 0
    roles.grant_role(user, roles.MODERATORS)
    judge(comment)
    assert standing(user, NoticeKind.HELD) == 0


@pytest.mark.parametrize("kind", [*EVENTS, NoticeKind.HELD])
def test_nothing_for_who_is_no_member_any_more(kind, scenes):
    user, _ = scenes[kind]()
    user.is_active = False
    user.save()
    assert standing(user, kind) == 0


def test_an_answer_to_what_is_someone_elses_by_now_is_not_told(scenes, reader):
    """As when a reaction was given away with an account, or an address was forgotten."""
    user, answer = scenes[NoticeKind.REPLY]()
    Comment.objects.filter(pk=answer.parent_id).update(user=None)
    assert standing(user, NoticeKind.REPLY) == 0


def test_a_guest_loses_sight_of_what_is_no_longer_theirs(article, write, reader, spread):
    mine = write(article, email="gast@example.org")
    Comment.objects.filter(pk=mine.pk).update(wants_answers=True, confirmed_at=timezone.now())
    mine.refresh_from_db()
    write(article, "Antwoord.", parent=mine, user=reader)
    spread()
    guest = Subscriber.objects.get(user=None)
    assert guest.notices.current().count() == 1
    Comment.objects.filter(pk=mine.pk).update(email="")
    assert guest.notices.current().count() == 0
