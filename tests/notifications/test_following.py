"""Following an article or an author, and choosing how soon to be mailed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments import actions as comments
from comments.models import Comment
from notifications import actions
from notifications.frequencies import next_mail_time
from notifications.kinds import GUEST_KINDS, NoticeKind, Pace
from notifications.models import Follow, Notice, Subscriber
from tests.guests import come_in, confirmed

pytestmark = pytest.mark.django_db

PREFERENCES = "/mijn/voorkeuren/"


@pytest.fixture
def lies(reader) -> Client:
    client = Client(headers={"sec-fetch-site": "same-origin"})
    client.force_login(reader)
    return client


def test_a_member_follows_an_article_and_no_longer(lies, article, reader):
    address = f"/mijn/volgen/artikel/{article.pk}/"
    assert "Volg dit debat" in lies.get(article.get_absolute_url()).content.decode()
    for _ in range(2):
        assert lies.post(address, {"follow": "1"}).url == f"{article.get_absolute_url()}#volgen"
    assert Follow.objects.get().subscriber.user == reader
    assert "Je volgt dit debat" in lies.get(article.get_absolute_url()).content.decode()
    lies.post(address, {"follow": "0"})
    assert not Follow.objects.exists()


def test_a_member_follows_an_author(lies, article, author):
    address = f"/mijn/volgen/auteur/{author.pk}/"
    assert address in lies.get(article.get_absolute_url()).content.decode()
    assert lies.post(address, {"follow": "1"}).status_code == 302
    assert Follow.objects.get().author == author
    page = lies.get(PREFERENCES).content.decode()
    assert author.name in page
    answer = lies.post(address, {"follow": "0", "listed": "1"})
    assert answer.url == PREFERENCES
    assert not Follow.objects.exists()


def test_only_who_is_named_above_a_public_piece_can_be_followed(lies, reader, author, make_article):
    assert lies.get(f"/mijn/volgen/auteur/{author.pk}/").status_code == 404
    make_article(published_at=timezone.now() + timedelta(days=1))
    assert lies.get(f"/mijn/volgen/auteur/{author.pk}/").status_code == 404
    assert lies.post(f"/mijn/volgen/auteur/{reader.pk}/", {"follow": "1"}).status_code == 404
    assert lies.get(f"/mijn/volgen/auteur/{2**70}/").status_code == 404


def test_what_is_not_public_cannot_be_followed(lies, make_article):
    article = make_article(status="draft")
    for pk in (article.pk, 2**70):
        assert lies.post(f"/mijn/volgen/artikel/{pk}/", {"follow": "1"}).status_code == 404


def test_a_withdrawn_article_is_named_in_no_list(lies, article, reader, follow):
    follow(reader, article)
    assert article.title in lies.get(PREFERENCES).content.decode()
    type(article).objects.update(status="withdrawn")
    assert article.title not in lies.get(PREFERENCES).content.decode()


def test_strangers_are_shown_the_ways_in(client, article):
    page = client.get(f"/mijn/volgen/artikel/{article.pk}/")
    assert "/account/login/?next=" in page.content.decode()
    stranger = Client(headers={"sec-fetch-site": "same-origin"})
    answer = stranger.post(f"/mijn/volgen/artikel/{article.pk}/", {"follow": "1"})
    assert answer.status_code == 403
    assert not Follow.objects.exists()
    assert not answer.cookies


def test_nonsense_is_refused(lies, article):
    assert lies.post(f"/mijn/volgen/artikel/{article.pk}/", {"follow": "x"}).status_code == 400


def test_nobody_follows_without_end(lies, article, monkeypatch):
    monkeypatch.setattr(actions.following, "MAX_FOLLOWS", 0)
    answer = lies.post(f"/mijn/volgen/artikel/{article.pk}/", {"follow": "1"})
    assert answer.status_code == 429


# --- How soon -------------------------------------------------------------------------------------


def form(**changed) -> dict:
    kinds = ("reply", "answer", "decided", "followed", "closed", "concluded", "article")
    return dict.fromkeys(kinds, "at_once") | {"newsletter": "never", "language": "nl"} | changed


def test_each_sees_the_kinds_that_concern_them(lies, article, author, moderator):
    def kinds(client) -> set[str]:
        page = client.get(PREFERENCES).content.decode()
        return {kind for kind in NoticeKind if f'name="{kind.value}"' in page}

    as_author, as_moderator = Client(), Client()
    as_author.force_login(author)
    as_moderator.force_login(moderator)
    everyone = set(NoticeKind) - {NoticeKind.WAITING, NoticeKind.HELD, NoticeKind.INVITED}
    assert kinds(lies) == everyone
    assert kinds(as_author) == everyone | {NoticeKind.WAITING}
    assert kinds(as_moderator) == everyone | {NoticeKind.HELD}


def test_what_is_chosen_is_kept_and_holds_for_what_waits(lies, article, write, reader, spread):
    write(article, "Antwoord.", parent=write(article, user=reader))
    spread()
    assert lies.post(PREFERENCES, form(reply="weekly", language="en")).url == PREFERENCES
    reader.refresh_from_db()
    assert reader.language == "en"
    page = lies.get(PREFERENCES).content.decode()
    assert 'name="reply" value="weekly" id="id_reply_2" required checked' in page
    notice = Notice.objects.get()
    assert notice.mail_at > timezone.now()
    lies.post(PREFERENCES, form(reply="never"))
    notice.refresh_from_db()
    assert notice.mail_at is None


@pytest.mark.parametrize(
    "wrong",
    [{"reply": "hourly"}, {"newsletter": "daily"}, {"language": "xx"}, {"reply": ""}],
    ids=str,
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(wrong, lies, reader):
    answer = lies.post(PREFERENCES, form(closed="weekly", **wrong))
    assert answer.status_code == 422
    assert 'name="closed" value="weekly" id="id_closed_2" required checked' in (
        answer.content.decode()
    )
    assert not Subscriber.objects.get(user=reader).preferences.exists()


def test_strangers_have_none(client):
    assert client.get(PREFERENCES).url.startswith("/account/login/")


@pytest.mark.parametrize(
    ("pace", "now", "expected"),
    [
        (Pace.DAILY, "2026-03-02T06:59:00+01:00", "2026-03-02T07:00:00+01:00"),
        (Pace.DAILY, "2026-03-02T07:00:00+01:00", "2026-03-03T07:00:00+01:00"),
        # The night in which the clock goes forward, and that in which it goes back.
        (Pace.DAILY, "2026-03-28T12:00:00+01:00", "2026-03-29T07:00:00+02:00"),
        (Pace.DAILY, "2026-10-24T12:00:00+02:00", "2026-10-25T07:00:00+01:00"),
        (Pace.WEEKLY, "2026-03-02T06:59:00+01:00", "2026-03-02T07:00:00+01:00"),
        (Pace.WEEKLY, "2026-03-02T07:01:00+01:00", "2026-03-09T07:00:00+01:00"),
        (Pace.WEEKLY, "2026-03-28T12:00:00+01:00", "2026-03-30T07:00:00+02:00"),
    ],
)
def test_when_a_pace_lets_a_notice_out(pace, now, expected):
    now, expected = timezone.datetime.fromisoformat(now), timezone.datetime.fromisoformat(expected)
    assert next_mail_time(pace, now) == expected


# --- Guests ---------------------------------------------------------------------------------------


@pytest.fixture
def gerda(article) -> Client:
    """A guest who came in by the mailed link."""
    confirmed(article)
    client = Client(headers={"sec-fetch-site": "same-origin"})
    come_in(client)
    return client


def test_a_guest_whose_address_is_proven_follows_by_mail(gerda, article, write, spread):
    assert gerda.post(f"/mijn/volgen/artikel/{article.pk}/", {"follow": "1"}).status_code == 302
    assert "Je volgt dit debat" in gerda.get(article.get_absolute_url()).content.decode()
    write(article, "Nieuw.")
    spread()
    guest = Subscriber.objects.get(user=None)
    assert guest.address == "gerda@example.org"
    assert [notice.kind for notice in guest.notices.current()] == [NoticeKind.FOLLOWED]
    # An author is followed by members.
    author = article.bylines.get().user
    assert gerda.post(f"/mijn/volgen/auteur/{author.pk}/", {"follow": "1"}).status_code == 403


def test_a_guest_has_preferences(gerda):
    page = gerda.get(PREFERENCES).content.decode()
    assert {kind for kind in NoticeKind if f'name="{kind.value}"' in page} == GUEST_KINDS
    chosen = {kind.value: "weekly" for kind in GUEST_KINDS}
    assert gerda.post(PREFERENCES, chosen | {"language": "en"}).status_code == 302
    guest = Subscriber.objects.get(user=None)
    assert guest.language == "en"
    assert set(guest.preferences.values_list("pace", flat=True)) == {"weekly"}


def test_what_a_guest_never_wants_to_be_mailed_is_not_kept(gerda, article, write, spread):
    gerda.post(f"/mijn/volgen/artikel/{article.pk}/", {"follow": "1"})
    guest = Subscriber.objects.get(user=None)
    actions.set_paces(guest, {NoticeKind.FOLLOWED: Pace.NEVER})
    write(article, "Nieuw.")
    spread()
    assert not guest.notices.exists()


def test_the_form_asks_guests_whether_they_want_to_hear_of_answers(article, client, lies, settings):
    assert 'name="wants_answers"' in client.get(article.get_absolute_url()).content.decode()
    assert 'name="wants_answers"' not in lies.get(article.get_absolute_url()).content.decode()
    settings.COMMENTS_GUESTS = "hold"
    assert 'name="wants_answers"' not in client.get(article.get_absolute_url()).content.decode()


def test_a_guest_who_ticks_it_is_told_once_confirmed(article, client, write, reader, spread):
    form = {
        "text": "Wat vinden jullie?",
        "name": "Gerda",
        "email": "gerda@example.org",
        "wants_answers": "on",
        "key": "8c0ffee0-0000-4000-8000-000000000000",
    }
    stranger = Client(headers={"sec-fetch-site": "same-origin"})
    assert stranger.post("/opinie/samen/reageer/", form).status_code == 302
    asked = Comment.objects.get()
    assert asked.wants_answers
    assert not Subscriber.objects.exists()
    comments.confirm_comment(asked)
    asked.refresh_from_db()
    write(article, "Goede vraag.", parent=asked, user=reader)
    spread()
    guest = Subscriber.objects.get(user=None)
    assert guest.confirmed_at == asked.confirmed_at
    assert [notice.kind for notice in guest.notices.current()] == [NoticeKind.REPLY]


def test_who_folded_a_writer_away_is_not_told_of_them(article, write, reader, follow, spread):
    follow(reader, article)
    comments.mute_writer(
        write(article, "Alweer ik.", name="Drammer", email="d@example.org"), by=reader
    )
    mine = write(article, "Van mij.", user=reader)
    write(article, "En nog eens.", name="Drammer", email="d@example.org", parent=mine)
    spread()
    assert not Notice.objects.of_user(reader).exists()
