"""Notices of events: to each once, and never of what they did themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from articles import actions as articles
from articles.models import Article
from comments import actions as comments
from comments.models import Comment
from common.html.safe import SafeHtml
from notifications import actions
from notifications.kinds import NoticeKind, Pace
from notifications.models import Notice, Subscriber
from tests.notifications.conftest import told

pytestmark = pytest.mark.django_db


def minutes(count: int):
    return timezone.now() + timedelta(minutes=count)


def test_an_answer_is_told_once_however_often_the_worker_is_asked(article, write, reader, spread):
    mine = write(article, user=reader)
    write(article, "Antwoord.", parent=mine)
    spread(times=3)
    assert told(reader) == [NoticeKind.REPLY]
    assert Notice.objects.get().mail_at <= timezone.now()


def test_an_answer_by_the_author_is_told_as_such(article, write, reader, author, spread):
    write(article, "Antwoord.", parent=write(article, user=reader), user=author)
    spread()
    assert told(reader) == [NoticeKind.ANSWER]


def test_nobody_is_told_what_they_did_themselves(article, write, reader, follow, spread):
    follow(reader, article)
    mine = write(article, user=reader)
    write(article, "En nog iets.", parent=mine, user=reader)
    spread()
    assert told(reader) == []


def test_who_follows_is_told_of_new_reactions_but_not_twice(
    article, write, reader, author, follow, spread
):
    follow(reader, article)
    follow(author, article)
    mine = write(article, user=reader)
    write(article, "Antwoord.", parent=mine)
    spread(times=2)
    assert told(reader) == [NoticeKind.REPLY]
    assert told(author) == [NoticeKind.FOLLOWED, NoticeKind.FOLLOWED]


def test_an_approval_is_told_and_mailed(make_article, write, reader, judge, spread):
    mine = write(make_article(policy="hold_all"), user=reader)
    spread()
    assert told(reader) == []
    judge(mine)
    spread(times=2)
    assert told(reader) == [NoticeKind.DECIDED]
    assert Notice.objects.get(kind=NoticeKind.DECIDED).mail_at is not None


def test_a_refusal_is_told_and_its_mail_is_the_statement(
    make_article, write, reader, judge, spread
):
    judge(write(make_article(policy="hold_all"), user=reader), "reject")
    spread()
    assert told(reader) == [NoticeKind.DECIDED]
    assert Notice.objects.get(kind=NoticeKind.DECIDED).mail_at is None


def test_what_was_decided_anew_is_told_anew(make_article, write, reader, judge, spread):
    mine = write(make_article(policy="hold_all"), user=reader)
    judge(mine, "reject")
    spread()
    judge(mine)
    spread()
    # The refusal holds no longer.
    assert told(reader) == [NoticeKind.DECIDED]
    assert Notice.objects.of_user(reader).current().get().decision.verdict == "approve"


def test_moderators_hear_of_what_waits_in_one_notice(
    make_article, write, moderator, editor, reader, spread
):
    article = make_article(policy="hold_all")
    for number in range(3):
        write(article, f"Reactie {number}.")
    spread(times=2)
    assert told(moderator) == told(editor) == [NoticeKind.HELD]
    assert told(reader) == []
    actions.mark_all_notices_read(moderator)
    assert not Notice.objects.of_user(moderator).unread().exists()
    write(article, "Nog een.", name="Els", email="els@example.org")
    spread()
    assert Notice.objects.of_user(moderator).unread().count() == 1
    assert told(moderator) == [NoticeKind.HELD]


def test_a_moderator_is_not_told_of_their_own_reaction_that_waits(
    make_article, write, second_moderator, moderator, spread
):
    comment = write(make_article(policy="hold_all"))
    # No rule holds the team's own; one who becomes a moderator can have something waiting.
    Comment.objects.filter(pk=comment.pk).update(user=moderator)
    spread()
    assert told(moderator) == []
    assert told(second_moderator) == [NoticeKind.HELD]


def test_what_appears_by_the_clock_is_told_once(make_article, reader, author, follow):
    make_article("oud", published_at=minutes(-60))
    follow(reader, author=author)
    follow(author, author=author)
    later = make_article("straks", published_at=minutes(60))
    actions.notify_of_scheduled_events()
    assert told(reader) == []
    later.published_at = timezone.now()
    later.save()
    for _ in range(2):
        actions.notify_of_scheduled_events()
    assert told(reader) == [NoticeKind.ARTICLE]
    assert told(author) == []


def test_a_debate_that_closes_is_told_once(make_article, reader, follow):
    article = make_article(closed_at=minutes(60))
    follow(reader, article)
    actions.notify_of_scheduled_events()
    assert told(reader) == []
    article.closed_at = timezone.now()
    article.save()
    for _ in range(2):
        actions.notify_of_scheduled_events()
    assert told(reader) == [NoticeKind.CLOSED]
    # Opened again it is not closed, and closed again it is not told again.
    article.closed_at = None
    article.save()
    assert told(reader) == []


def test_conclusions_that_come_after_the_closing_are_told_once(
    make_article, reader, editor, follow
):
    later, together = make_article("later"), make_article("tegelijk")
    for article in (later, together):
        follow(reader, article)
    articles.save_conclusions(together, SafeHtml("<p>Allebei.</p>"), editor, close=True)
    Article.objects.filter(pk=later.pk).update(closed_at=timezone.now())
    actions.notify_of_scheduled_events()
    assert told(reader) == [NoticeKind.CLOSED, NoticeKind.CLOSED]
    articles.save_conclusions(later, SafeHtml("<p>De tafel komt er.</p>"), editor)
    for _ in range(2):
        actions.notify_of_scheduled_events()
    assert told(reader) == [NoticeKind.CLOSED, NoticeKind.CLOSED, NoticeKind.CONCLUDED]
    assert Notice.objects.get(kind=NoticeKind.CONCLUDED).article == later
    # Taken back there is nothing to tell, and said anew it was told before.
    articles.remove_conclusions(later, by=editor)
    assert told(reader) == [NoticeKind.CLOSED, NoticeKind.CLOSED]


def test_who_never_wants_a_mail_has_the_notice_on_the_site(article, write, reader, spread):
    actions.set_paces(Subscriber.objects.of_member(reader), {NoticeKind.REPLY: Pace.NEVER})
    write(article, "Antwoord.", parent=write(article, user=reader))
    spread()
    assert told(reader) == [NoticeKind.REPLY]
    assert Notice.objects.get().mail_at is None


def test_a_guest_who_asked_to_is_told_once_the_address_is_theirs(article, write, reader, spread):
    def answered(**guest):
        comment = write(article, f"Van {guest['email']}.", **guest)
        type(comment).objects.filter(pk=comment.pk).update(**guest.get("is_", {}))
        comment.refresh_from_db()
        write(article, "Antwoord.", parent=comment, user=reader)
        spread()

    now = timezone.now()
    answered(email="a@example.org")
    answered(email="b@example.org", is_={"wants_answers": True})
    answered(email="c@example.org", is_={"confirmed_at": now})
    assert not Subscriber.objects.filter(user=None).exists()
    answered(email="d@example.org", is_={"wants_answers": True, "confirmed_at": now})
    guest = Subscriber.objects.get(user=None)
    assert (guest.address, guest.confirmed_at) == ("d@example.org", now)
    assert [notice.kind for notice in guest.notices.current()] == [NoticeKind.REPLY]


def test_a_thousand_who_follow_cost_so_many_queries_a_batch(
    article, write, django_assert_max_num_queries, spread
):
    users = User.objects.bulk_create(
        User(email=f"v{n}@example.org", name=f"Volger {n}", name_key=f"volger{n}")
        for n in range(250)
    )
    subscribers = Subscriber.objects.of_members(User.objects.filter(email__startswith="v"))
    for subscriber in subscribers:
        actions.start_following(subscriber, article=article)
    comment = write(article)
    assert len(users) == 250
    # Three batches: who, what they chose, who knows, who folded the writer away, the notices and
    # the bells, in a transaction each; the reaction, who is answered, and the end of the list.
    with django_assert_max_num_queries(3 * 10 + 4):
        actions.fan_out_event("published", comment.pk)
    assert Notice.objects.filter(kind=NoticeKind.FOLLOWED).count() == 250
    comments.withdraw_comment(comment)
    assert not Notice.objects.current().exists()
