"""Being forgotten: a day to call it back, and after it nothing of the person is left anywhere."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from accounts import roles
from accounts.identity import Person
from accounts.models import User
from comments import render
from comments.models import Comment, Decision
from debate.periodic import PERIODIC_TASKS
from moderation import actions as house_actions
from moderation.models import AuditEntry, HouseRule, Measure, WriterNote
from moderation.personal_data import collect_moderation_data
from moderation.sanctions import sanction_status
from privacy import actions, tokens
from privacy.data_subject import DataSubject
from privacy.models import Erasure, Export
from tests.conftest import make_user
from tests.guests import come_in, confirmed
from tests.privacy.conftest import ADDRESS, MARKER, NAME, everything_in_the_database
from tests.tasks import work

pytestmark = pytest.mark.both

ERASE = "/mijn/gegevens/wissen/"


def a_day_later() -> None:
    Erasure.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    [chore] = [chore for chore in PERIODIC_TASKS if chore.do == actions.run_due_erasures]
    chore.do()


def ask(client, how: str):
    return client.post(ERASE, {"how": how, "sure": "on"})


@pytest.mark.parametrize("how", ["keep", "withdraw"])
def test_nothing_of_the_person_is_left_in_the_database(how, history, person, client):
    client.force_login(person)
    client.get("/opinie/samen/")
    actions.request_export(DataSubject.of_member(person), "nl")
    work()
    before = everything_in_the_database()
    assert [word for word in (ADDRESS, NAME.lower(), MARKER) if word not in before] == []
    assert ask(client, how).status_code == 302
    work()
    a_day_later()
    # What is learned is learned anew, of what is left.
    work()
    after = everything_in_the_database()
    assert ADDRESS not in after
    assert NAME.lower() not in after
    if how == "withdraw":
        assert MARKER not in after
    else:
        # Only in what was public and stays.
        kept = Comment.objects.filter(text__icontains=MARKER)
        assert {comment.pk for comment in kept} == {
            history[one].pk for one in ("public", "edited", "as_guest")
        }
        assert "vroeger" not in after


def test_what_was_public_keeps_its_place(history, person, client):
    client.force_login(person)
    ask(client, "withdraw")
    a_day_later()
    public = Comment.objects.get(pk=history["public"].pk)
    assert (public.status, public.number) == ("withdrawn", history["public"].number)
    shown = client.get("/opinie/samen/").content.decode()
    assert "Dat vind ik ook." in shown
    assert "ingetrokken door de schrijver" in shown
    assert NAME not in shown
    # Decisions stay counted.
    assert Decision.objects.filter(verdict="reject").count() == 3


def test_what_is_kept_bears_no_name(history, person, client):
    client.force_login(person)
    client.get("/opinie/samen/")
    kept = render.fragment_key(Comment.objects.for_rendering().get(pk=history["public"].pk), "nl")
    assert NAME in cache.get(kept)
    ask(client, "keep")
    a_day_later()
    assert cache.get(kept) is None
    shown = client.get("/opinie/samen/").content.decode()
    assert f"Openbaar {MARKER}." in shown
    assert "Verwijderde gebruiker" in shown
    assert NAME not in shown


def test_readers_who_have_it_open_are_told(history, person, client):
    article = history["public"].article
    article.refresh_from_db()
    since = article.version
    client.force_login(person)
    ask(client, "keep")
    a_day_later()
    changed = client.get("/opinie/samen/veranderd/", {"since": since}).json()["comments"]
    numbers = {one["number"] for one in changed}
    assert {history["public"].number, history["answer"].number} <= numbers
    assert NAME not in str(changed)


def test_it_waits_a_day_and_can_be_called_back(history, person, client):
    client.force_login(person)
    ask(client, "withdraw")
    work()
    link = next(line for line in mail.outbox[-1].body.splitlines() if "/terug/" in line)
    assert actions.run_due_erasures() == 0
    client.logout()
    path = link.removeprefix("http://127.0.0.1:8000")
    # Looking is not calling back: scanners of mail look too.
    assert client.get(path).status_code == 200
    assert Erasure.objects.exists()
    assert "niets gewist" in client.post(path).content.decode()
    assert not Erasure.objects.exists()
    assert client.post(path).status_code == 404
    assert User.objects.filter(pk=person.pk).exists()


def test_once_it_may_be_under_way_it_cannot_be_called_back(person, client, monkeypatch):
    """Or someone would read that nothing is erased while all of it goes."""
    client.force_login(person)
    ask(client, "withdraw")
    asked = Erasure.objects.get()
    said = []
    real = actions.optimize_words

    def meanwhile():
        answer = client.post(f"/mijn/gegevens/terug/{tokens.make_erasure_token(asked)}/")
        said.append((answer.status_code, "niets gewist" in answer.content.decode()))
        real()

    monkeypatch.setattr(actions, "optimize_words", meanwhile)
    a_day_later()
    assert said == [(410, False)]
    assert not User.objects.filter(pk=person.pk).exists()


def test_a_guest_with_nearly_the_same_address_lifts_no_ban(person, editor):
    """Whoever is banned would be rid of it in a day, and keep the account."""
    house_actions.impose_sanction(
        "ban", user=person, by=editor, reason="Keer op keer reclame.", days=30
    )
    house_actions.add_writer_note("Belde hierover.", user=person, by=editor)
    alias = ADDRESS.replace("@", "+weg@")
    actions.run_erasure(Erasure.objects.create(email=alias, keep=True, due_at=timezone.now()))
    assert sanction_status(Person.of(person)).suspension
    assert WriterNote.objects.exists()


@pytest.mark.parametrize("kind", ["hold", "suspend", "ban", "page"])
def test_what_restricts_someone_outlives_the_erasure(kind, person, editor, client):
    """Or a ban would last for the day that being erased takes."""
    rule = HouseRule.objects.get(number=2)
    about = {"user": person, "by": editor, "reason": f"Om {MARKER}."}
    taken = house_actions.impose_sanction(kind, **about, days=30, house_rule=rule)
    for other in ("warn", "trust"):
        house_actions.impose_sanction(other, **about)
    client.force_login(person)
    ask(client, "keep")
    a_day_later()
    work()
    left = everything_in_the_database()
    assert [word for word in (ADDRESS, NAME.lower(), MARKER) if word in left] == []
    kept = Measure.objects.get()
    assert (kept.kind, kept.ends_at, kept.house_rule) == (kind, taken.ends_at, rule)
    alias = ADDRESS.replace("@", "+nieuw@")
    for guest in (ADDRESS, alias):
        assert sanction_status(Person.of(None, guest)).measures == (kept,)
    assert not sanction_status(Person.of(None, f"x{ADDRESS}"))
    # A new account is met too, and stays so under another address.
    anew = make_user(alias, "Iemand Nieuws")
    assert sanction_status(Person.of(anew)).measures == (kept,)
    house_actions.claim_guest_sanctions(anew)
    anew.email = "heel.anders@example.org"
    assert sanction_status(Person.of(anew)).measures == (kept,)
    # Erased once more it stays the same, until its end.
    house_actions.erase_sanctions_and_notes(Person.of(anew))
    assert sanction_status(Person.of(None, ADDRESS)).measures == (kept,)
    assert actions.delete_expired_rows()["outlived-measures"] == 0
    Measure.objects.update(ends_at=timezone.now())
    assert actions.delete_expired_rows()["outlived-measures"] == 1
    assert not Measure.objects.exists()


def test_it_holds_when_the_key_of_the_site_was_changed(person, editor, settings):
    house_actions.impose_sanction(
        "ban", user=person, by=editor, reason="Keer op keer reclame.", days=30
    )
    house_actions.erase_sanctions_and_notes(Person.of(person))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "een heel andere sleutel"
    assert sanction_status(Person.of(None, ADDRESS)).suspension


def test_an_ended_measure_is_forgotten_whole(person, editor):
    house_actions.impose_sanction(
        "ban", user=person, by=editor, reason="Keer op keer reclame.", days=30
    )
    Measure.objects.update(ends_at=timezone.now())
    house_actions.erase_sanctions_and_notes(Person.of(person))
    assert not Measure.objects.exists()


def test_whoever_asks_is_told_what_stays(person, editor, client):
    house_actions.impose_sanction(
        "ban", user=person, by=editor, reason="Keer op keer reclame.", days=30
    )
    client.force_login(person)
    assert "dat blijft dan tot de dag" in client.get(ERASE).content.decode().lower()
    assert "maatregel" in client.get("/privacy/").content.decode()
    [measure] = collect_moderation_data(Person.of(person))["measures"]
    assert measure["outlives"] is True


def test_the_writers_page_and_the_form_say_why_there_is_no_reason(
    person, article, write, editor, client, moderator
):
    house_actions.impose_sanction(
        "ban", user=person, by=editor, reason="Keer op keer reclame.", days=30
    )
    house_actions.erase_sanctions_and_notes(Person.of(person))
    anew = make_user(ADDRESS.replace("@", "+nieuw@"), "Iemand Nieuws")
    comment = write(article, user=anew)
    client.force_login(anew)
    assert "gewist" in client.get("/opinie/samen/reageer/").content.decode()
    client.force_login(moderator)
    assert "gewist" in client.get(f"/moderatie/schrijver/{comment.pk}/").content.decode()
    # From the record it leads to nobody, least of all to others without an address.
    Comment.objects.filter(pk=comment.pk).update(user=None, email="")
    measure = Measure.objects.get()
    assert client.get(f"/moderatie/maatregel/{measure.pk}/").status_code == 404


def test_a_guest_is_forgotten_too(article, client, reader):
    comment = confirmed(article, f"Als gast {MARKER}.", email=ADDRESS, name=NAME)
    come_in(client, ADDRESS)
    assert ask(client, "withdraw").status_code == 302
    a_day_later()
    work()
    after = everything_in_the_database()
    assert {word for word in (ADDRESS, NAME.lower(), MARKER) if word in after} == set()
    assert Comment.objects.get(pk=comment.pk).number == comment.number
    assert client.get("/mijn/gegevens/").status_code == 302
    assert client.get("/mijn/gegevens/")["Location"].startswith("/mijn/link/")


def test_another_with_nearly_the_same_address_stays(article, client):
    other = confirmed(article, "Ik ben een ander.", email=f"x{ADDRESS}", name="Xander")
    confirmed(article, "Ik ga.", email=ADDRESS, name=NAME)
    come_in(client, ADDRESS)
    ask(client, "withdraw")
    a_day_later()
    other = Comment.objects.get(pk=other.pk)
    assert (other.status, other.email, other.name) == ("published", f"x{ADDRESS}", "Xander")


def test_stopped_halfway_it_goes_on(history, person, client, monkeypatch):
    client.force_login(person)
    ask(client, "withdraw")
    real, calls = actions.erase_comment, []

    def failing(comment, **how):
        calls.append(comment.pk)
        if len(calls) == 3:
            raise RuntimeError("the power fails")
        real(comment, **how)

    monkeypatch.setattr(actions, "erase_comment", failing)
    a_day_later()
    assert Erasure.objects.exists()
    assert User.objects.filter(pk=person.pk).exists()
    a_day_later()
    assert not Erasure.objects.exists()
    assert not User.objects.filter(pk=person.pk).exists()
    assert not Comment.objects.filter(text__icontains=MARKER).exists()


def test_the_record_says_that_and_not_who(history, person, client):
    client.force_login(person)
    ask(client, "keep")
    a_day_later()
    entry = AuditEntry.objects.order_by("-pk")[0]
    assert (entry.verb, entry.subject, entry.details) == (
        "erased",
        f"member:{person.pk}",
        {"kept": True},
    )


def test_the_last_administrator_cannot_go(administrator, client):
    client.force_login(administrator)
    answer = ask(client, "keep")
    assert answer.status_code == 422
    assert "laatste beheerder" in answer.content.decode()
    assert not Erasure.objects.exists()


def test_one_who_became_the_last_meanwhile_stays(administrator, client, make_user_with):
    other = make_user_with(roles.ADMINISTRATORS)
    client.force_login(administrator)
    ask(client, "keep")
    other.delete()
    a_day_later()
    assert User.objects.filter(pk=administrator.pk).exists()


@pytest.fixture
def make_user_with(db):
    def make(role: str) -> User:
        user = User.objects.create_user("tweede@example.org", name="Tweede")
        roles.grant_role(user, role)
        return user

    return make


@pytest.mark.parametrize("form", [{}, {"how": "keep"}, {"sure": "on"}, {"how": "x", "sure": "on"}])
def test_it_needs_a_choice_and_a_yes(form, person, client):
    client.force_login(person)
    assert client.post(ERASE, form).status_code == 422
    assert not Erasure.objects.exists()


def test_asked_twice_it_is_one(person, client):
    client.force_login(person)
    ask(client, "keep")
    due = Erasure.objects.get().due_at
    ask(client, "withdraw")
    asked = Erasure.objects.get()
    assert (asked.keep, asked.due_at) == (False, due)


def test_a_copy_goes_too(person, client):
    actions.request_export(DataSubject.of_member(person), "nl")
    work()
    client.force_login(person)
    ask(client, "keep")
    a_day_later()
    assert not Export.objects.exists()
