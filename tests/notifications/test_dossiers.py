"""Following a dossier: who hears of what comes into it, and of what not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import actions as articles
from articles.models import Article, Dossier
from common.html.safe import SafeText
from notifications import actions
from notifications.kinds import NoticeKind
from notifications.models import Follow, Mail, Notice, Subscriber
from notifications.personal_data import collect_notification_data
from tests.conftest import make_user
from tests.guests import come_in, confirmed
from tests.notifications.conftest import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(db) -> Dossier:
    made = articles.save_dossier(
        Dossier(), title="Wie zorgt?", slug="wie-zorgt", introduction=SafeText("")
    )
    articles.show_dossier(made, by=None)
    return made


@pytest.fixture
def follower(dossier, reader) -> Subscriber:
    subscriber = Subscriber.objects.of_member(reader)
    actions.start_following(subscriber, dossier=dossier)
    return subscriber


@pytest.fixture
def lies(reader) -> Client:
    client = Client(headers={"sec-fetch-site": "same-origin"})
    client.force_login(reader)
    return client


def put(dossier: Dossier, article: Article) -> None:
    articles.add_dossier_piece(dossier, article)
    actions.notify_of_scheduled_events()


def test_a_member_follows_a_dossier_and_no_longer(lies, dossier, reader):
    address = f"/mijn/volgen/dossier/{dossier.pk}/"
    assert "Volg dit dossier" in lies.get("/dossier/wie-zorgt/").content.decode()
    for _ in range(2):
        assert lies.post(address, {"follow": "1"}).url == "/dossier/wie-zorgt/#volgen"
    assert Follow.objects.get().dossier == dossier
    assert "Je volgt dit dossier" in lies.get("/dossier/wie-zorgt/").content.decode()
    assert "Wie zorgt?" in lies.get("/mijn/voorkeuren/").content.decode()
    lies.post(address, {"follow": "0"})
    assert not Follow.objects.exists()


def test_a_guest_follows_by_the_mailed_link(dossier, article, client):
    confirmed(article)
    come_in(client)
    client.post(f"/mijn/volgen/dossier/{dossier.pk}/", {"follow": "1"})
    assert Follow.objects.get().subscriber.user is None
    put(dossier, article)
    assert Notice.objects.filter(kind=NoticeKind.ARTICLE).current().count() == 1


def test_of_a_piece_that_is_put_in_when_it_was_there_already(dossier, follower, reader, article):
    for _ in range(2):
        put(dossier, article)
    assert told(reader) == [NoticeKind.ARTICLE]


def test_of_a_piece_that_appears_in_it(dossier, follower, reader, make_article):
    article = make_article("straks", status="draft", published_at=None)
    put(dossier, article)
    assert told(reader) == []
    Article.objects.filter(pk=article.pk).update(status="published", published_at=timezone.now())
    actions.notify_of_scheduled_events()
    assert told(reader) == [NoticeKind.ARTICLE]


def test_not_before_its_time(dossier, follower, reader, make_article):
    put(dossier, make_article("later", published_at=timezone.now() + timedelta(hours=1)))
    assert told(reader) == []


def test_not_of_what_was_there_when_they_began(dossier, reader, article):
    articles.add_dossier_piece(dossier, article)
    actions.start_following(Subscriber.objects.of_member(reader), dossier=dossier)
    actions.notify_of_scheduled_events()
    assert told(reader) == []


def test_not_of_a_dossier_that_readers_do_not_see(dossier, follower, reader, article, lies):
    articles.hide_dossier(dossier, by=None)
    put(dossier, article)
    assert told(reader) == []
    assert "Wie zorgt" not in lies.get("/mijn/voorkeuren/").content.decode()
    articles.show_dossier(dossier, by=None)
    actions.notify_of_scheduled_events()
    assert told(reader) == [NoticeKind.ARTICLE]


def test_who_follows_its_author_too_is_told_once(dossier, follower, reader, author, make_article):
    actions.start_following(follower, author=author)
    article = make_article("nieuw")
    put(dossier, article)
    assert told(reader) == [NoticeKind.ARTICLE]


def test_its_author_is_not_told(dossier, author, article):
    actions.start_following(Subscriber.objects.of_member(author), dossier=dossier)
    put(dossier, article)
    assert told(author) == []


@pytest.mark.parametrize("change", ["hidden", "taken out", "withdrawn", "no longer followed"])
def test_it_stands_only_while_it_is_so(change, dossier, follower, reader, article):
    put(dossier, article)
    assert told(reader) == [NoticeKind.ARTICLE]
    match change:
        case "hidden":
            articles.hide_dossier(dossier, by=None)
        case "taken out":
            articles.remove_dossier_piece(dossier.pieces.get())
        case "withdrawn":
            Article.objects.update(status="withdrawn")
        case "no longer followed":
            actions.stop_following(follower, dossier=dossier)
    assert told(reader) == []


def test_a_guest_who_becomes_a_member_follows_on(dossier, follower, reader, db):
    other = articles.save_dossier(Dossier(), title="Ander", slug="ander", introduction=SafeText(""))
    guest = Subscriber.objects.create(email=reader.email, confirmed_at=timezone.now())
    for one in (dossier, other):
        actions.start_following(guest, dossier=one)
    actions.fan_out_event("taken_over", reader.pk)
    assert {follow.dossier for follow in follower.follows.all()} == {dossier, other}
    assert Subscriber.objects.count() == 1


def test_it_is_in_a_copy_and_erased_with_the_person(dossier, follower, reader):
    assert collect_notification_data(reader, "")["follows"][0]["dossier"] == "Wie zorgt?"
    actions.erase_subscriber(reader, "")
    assert not Follow.objects.exists()


def test_the_mail_names_the_piece(dossier, follower, reader, article, deliver, mailoutbox):
    put(dossier, article)
    Notice.objects.update(mail_at=timezone.now())
    deliver()
    assert Mail.objects.get().kind == NoticeKind.ARTICLE
    assert "Samen aan tafel" in mailoutbox[0].subject
    assert article.get_absolute_url() in mailoutbox[0].body


def test_a_follow_is_of_one_thing(dossier, follower, article):
    with pytest.raises(Exception, match="follow_of_one_thing"):
        Follow.objects.create(subscriber=follower, dossier=dossier, article=article)


def test_the_chore_takes_a_constant_number_of_queries(
    dossier, follower, make_article, django_assert_max_num_queries
):
    """Each person more costs none; of what was told already nothing is asked again."""
    for number in range(20):
        other = make_user(f"v{number}@example.org", f"Volger {number}")
        actions.start_following(Subscriber.objects.of_member(other), dossier=dossier)
    put(dossier, make_article("een"))
    with django_assert_max_num_queries(4):
        actions.notify_of_scheduled_events()
