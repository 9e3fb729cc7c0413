"""A notice whose cause is no longer public, or no longer concerns someone, is nowhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from articles.models import Article
from comments import actions as comments
from comments.models import Comment
from notifications import actions
from notifications.kinds import Kind
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
        comments.invite(mine, note="", by=editor)
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
        actions.tell_what_came_true()
        return reader, article

    def new():
        follow(reader, author=author)
        article = make_article("nieuw")
        actions.tell_what_came_true()
        return reader, article

    def held():
        comment = write(make_article("wachtend", policy="hold_all"), "Wacht.")
        spread()
        return moderator, comment

    article = make_article("samen")
    return {
        Kind.REPLY: reply,
        Kind.ANSWER: lambda: reply(user=author),
        Kind.DECIDED: decided,
        Kind.FOLLOWED: followed,
        Kind.INVITED: invited,
        Kind.CLOSED: closed,
        Kind.ARTICLE: new,
        Kind.HELD: held,
    }


def standing(user, kind) -> int:
    return Notice.objects.of_user(user).standing().filter(kind=kind).count()


OF_REACTIONS = (Kind.REPLY, Kind.ANSWER, Kind.DECIDED, Kind.FOLLOWED, Kind.INVITED)
EVENTS = (*OF_REACTIONS, Kind.CLOSED, Kind.ARTICLE)


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
    comments.withdraw(comment)
    assert standing(user, kind) == 0


@pytest.mark.parametrize("kind", [Kind.REPLY, Kind.ANSWER, Kind.FOLLOWED, Kind.INVITED])
def test_not_when_the_reaction_was_removed(kind, scenes, judge):
    user, comment = scenes[kind]()
    assert standing(user, kind) == 1
    judge(comment, "reject")
    assert standing(user, kind) == 0
    judge(comment)  # given back
    assert standing(user, kind) == 1


def test_a_decision_that_was_undone_is_none(scenes, moderator):
    user, comment = scenes[Kind.DECIDED]()
    decision = comment.decisions.last()
    former = comments.Former("pending", timezone.now(), None, None)
    comments.put_back(
        Comment.objects.get(pk=comment.pk), by=moderator, decision=decision, former=former
    )
    assert standing(user, Kind.DECIDED) == 0


@pytest.mark.parametrize("kind", [Kind.FOLLOWED, Kind.CLOSED, Kind.ARTICLE])
def test_not_when_it_is_followed_no_more(kind, scenes):
    user, _ = scenes[kind]()
    Follow.objects.all().delete()
    assert standing(user, kind) == 0


def test_not_when_the_debate_is_open_again(scenes):
    user, article = scenes[Kind.CLOSED]()
    Article.objects.filter(pk=article.pk).update(closed_at=None)
    assert standing(user, Kind.CLOSED) == 0


def test_what_waits_is_for_who_moderates_now_and_while_it_waits(scenes, judge):
    user, comment = scenes[Kind.HELD]()
    assert standing(user, Kind.HELD) == 1
    roles.revoke(user, roles.MODERATORS)
    assert standing(user, Kind.HELD) == 0
    roles.grant(user, roles.MODERATORS)
    judge(comment)
    assert standing(user, Kind.HELD) == 0


@pytest.mark.parametrize("kind", [*EVENTS, Kind.HELD])
def test_nothing_for_who_is_no_member_any_more(kind, scenes):
    user, _ = scenes[kind]()
    user.is_active = False
    user.save()
    assert standing(user, kind) == 0


def test_an_answer_to_what_is_someone_elses_by_now_is_not_told(scenes, reader):
    """As when a reaction was given away with an account, or an address was forgotten."""
    user, answer = scenes[Kind.REPLY]()
    Comment.objects.filter(pk=answer.parent_id).update(user=None)
    assert standing(user, Kind.REPLY) == 0


def test_a_guest_loses_sight_of_what_is_no_longer_theirs(article, write, reader, spread):
    mine = write(article, email="gast@example.org")
    Comment.objects.filter(pk=mine.pk).update(wants_answers=True, confirmed_at=timezone.now())
    mine.refresh_from_db()
    write(article, "Antwoord.", parent=mine, user=reader)
    spread()
    guest = Subscriber.objects.get(user=None)
    assert guest.notices.standing().count() == 1
    Comment.objects.filter(pk=mine.pk).update(email="")
    assert guest.notices.standing().count() == 0
