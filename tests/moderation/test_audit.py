"""The record: what is in it, what is not, and that nobody takes anything out of it."""

import asyncio
import json

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.contrib import admin
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from comments import actions
from comments.actions import SeenState, Verdict
from comments.models import WatchedWord
from common.html.safe import SafeText
from desk import sockets
from moderation import actions as house_actions
from moderation import immutable
from moderation.audit_log import VERBS, record
from moderation.models import AuditEntry
from tests.desk.test_desk_socket import open_desk

pytestmark = pytest.mark.both

GUEST = "geheimadres@example.org"


def said() -> list[tuple]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", "subject", "actor"))


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-pk")[0]


# --- It is kept ----------------------------------------------------------------------------------


@pytest.fixture
def kept(transactional_db):
    """The record as on a real site: the database refuses to change it. It is not so between tests,
    or these could not be emptied."""
    with connection.schema_editor() as editor:
        immutable.install(None, editor)
    yield
    with connection.schema_editor() as editor:
        immutable.remove(None, editor)


def sql(statement: str):
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


TABLE = AuditEntry._meta.db_table
ATTEMPTS = {
    "save": lambda: AuditEntry(pk=last().pk, verb="x", subject="x").save(force_update=True),
    "update": lambda: AuditEntry.objects.update(actor=None),
    "bulk_update": lambda: AuditEntry.objects.bulk_update([last()], ["verb"]),
    "delete one": lambda: last().delete(),
    "delete all": lambda: AuditEntry.objects.all().delete(),
    "raw delete": lambda: AuditEntry.objects.all()._raw_delete("default"),
    "SQL update": sql(f"UPDATE {TABLE} SET verb = 'x'"),
    "SQL delete": sql(f"DELETE FROM {TABLE}"),
    "SQL replace": sql(
        f"UPDATE {TABLE} SET id = id + 1000 WHERE id = (SELECT max(id) FROM {TABLE})"
    ),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_database_refuses_to_change_it(attempt, kept):
    record("approve", "comment:1")
    before = list(AuditEntry.objects.values())
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        ATTEMPTS[attempt]()
    assert list(AuditEntry.objects.values()) == before
    record("approve", "comment:2")
    assert AuditEntry.objects.count() == 2


@pytest.mark.only_postgres
def test_nor_is_it_emptied_at_once(kept):
    record("approve", "comment:1")
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        sql(f"TRUNCATE {TABLE}")()
    assert AuditEntry.objects.count() == 1


def test_the_migration_is_what_makes_it_so(kept):
    """Without what the migration installs the same attempts pass, so it is that which refuses."""
    record("approve", "comment:1")
    with connection.schema_editor() as editor:
        immutable.remove(None, editor)
    try:
        AuditEntry.objects.update(actor=1)
        assert last().actor == 1
    finally:
        with connection.schema_editor() as editor:
            immutable.install(None, editor)


def test_the_administration_cannot_reach_it(client, db):
    boss = User.objects.create_superuser("baas@example.org", "x", name="Baas")
    client.force_login(boss)
    record("approve", "comment:1")
    assert not admin.site.is_registered(AuditEntry)
    assert client.get("/beheer/house/auditentry/").status_code == 404
    assert client.post("/beheer/house/auditentry/1/delete/", {"post": "yes"}).status_code == 404
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)("/moderatie/logboek/").status_code == 405
    assert AuditEntry.objects.count() == 1


def test_who_is_erased_leaves_it_whole(moderator, kept):
    record("approve", "comment:1", by=moderator)
    pk = moderator.pk
    moderator.delete()
    assert said() == [("approve", "comment:1", pk)]


# --- What is in it -------------------------------------------------------------------------------


def test_every_decision_is_in_it(article, write, watched, judge, moderator):
    comment = write(article, f"Een {watched} woord.", email=GUEST, name="Geheime Naam")
    judge(comment, Verdict.REJECT, note="Geheime toelichting.")
    judge(comment, Verdict.APPROVE)
    actions.revise_comment(comment, SafeText(f"Toch weer {watched}."))
    about = f"comment:{comment.pk}"
    assert said() == [
        ("hold", about, None),
        ("reject", about, moderator.pk),
        ("approve", about, moderator.pk),
        ("hold", about, None),
    ]
    rejected = AuditEntry.objects.get(verb="reject").details
    assert (rejected["was"], rejected["became"]) == ("pending", "rejected")
    assert (rejected["reason"], rejected["house_rule"]) == ("insult", 2)
    everything = json.dumps(list(AuditEntry.objects.values()), default=str).lower()
    for secret in (watched, GUEST, "geheim", moderator.name.lower(), moderator.email):
        assert secret not in everything


def test_a_decision_that_did_not_count_is_not(article, write, watched, moderator):
    comment = write(article, f"Een {watched} woord.")
    seen = SeenState.of(comment)
    actions.decide_comment(comment, Verdict.APPROVE, by=moderator, seen=seen)
    with pytest.raises(actions.DecisionConflict):
        actions.decide_comment(comment, Verdict.REJECT, by=moderator, seen=seen, reason="insult")
    assert [verb for verb, *_ in said()] == ["hold", "approve"]


def test_every_measure_is_in_it(editor):
    measure = house_actions.impose_sanction(
        "ban", email=GUEST, by=editor, reason="Geheime reden.", days=7
    )
    house_actions.lift_sanction(measure, by=editor)
    note = house_actions.add_writer_note("Geheime notitie.", email=GUEST, by=editor)
    subject = f"note:{note.pk}"
    house_actions.remove_writer_note(note, by=editor)
    about = f"measure:{measure.pk}"
    assert said() == [
        ("measure", about, editor.pk),
        ("lift", about, editor.pk),
        ("note", subject, editor.pk),
        ("note_removed", subject, editor.pk),
    ]
    assert AuditEntry.objects.first() is not None
    assert AuditEntry.objects.get(verb="measure").details == {"kind": "ban", "days": 7}
    assert "geheim" not in json.dumps(list(AuditEntry.objects.values()), default=str).lower()


def test_every_change_of_a_rule_is_in_it(client, editor, article):
    client.force_login(editor)
    actions.set_rules({"links": "reject", "flood": "off"}, by=editor)
    actions.set_rules({"links": "reject", "shouting": "off"}, by=editor)
    actions.set_rules({"links": "off"}, article, by=editor)
    found = AuditEntry.objects.order_by("pk").values_list("subject", "actor", "details")
    assert list(found) == [
        ("rule:flood", editor.pk, {"was": None, "became": "off"}),
        ("rule:links", editor.pk, {"was": None, "became": "reject"}),
        ("rule:flood", editor.pk, {"was": "off", "became": None}),
        ("rule:shouting", editor.pk, {"was": None, "became": "off"}),
        ("rule:links", editor.pk, {"was": None, "became": "off", "article": article.pk}),
    ]


def test_every_change_of_a_list_is_in_it(client, editor):
    client.force_login(editor)
    client.post("/moderatie/woorden/", {"entries": "geheimwoord\nander"})
    keys = sorted(WatchedWord.objects.values_list("pk", flat=True))
    client.post("/moderatie/woorden/", {"entries": "ander"})  # stood there already
    client.post("/moderatie/woorden/", {"remove": "geheimwoord"})
    client.post("/moderatie/domeinen/", {"entries": "geheim.example"})
    client.post("/moderatie/domeinen/", {"remove": "geheim.example"})
    client.post("/moderatie/domeinen/", {"remove": "geheim.example"})
    assert said() == [
        ("list_added", "list:words", editor.pk),
        ("list_removed", "list:words", editor.pk),
        ("list_added", "list:domains", editor.pk),
        ("list_removed", "list:domains", editor.pk),
    ]
    assert AuditEntry.objects.get(verb="list_added", subject="list:words").details["keys"] == keys
    assert "geheim" not in json.dumps(list(AuditEntry.objects.values()), default=str)


@pytest.mark.django_db(transaction=True)
async def test_a_claim_is_one_entry_and_only_of_who_stays(article, write, moderator, monkeypatch):
    monkeypatch.setattr(sockets, "VIEWED_AFTER", 0.3)
    first, second = [await database_sync_to_async(write)(article) for _ in range(2)]
    claims = database_sync_to_async(
        lambda: list(
            AuditEntry.objects.filter(verb="claim")
            .order_by("pk")
            .values_list("subject", "actor", "details")
        )
    )
    desk: WebsocketCommunicator = await database_sync_to_async(open_desk)(moderator)
    await desk.connect()
    await desk.send_json_to({"at": first.pk})
    await desk.send_json_to({"at": second.pk})  # only passed by the first
    await asyncio.sleep(0.15)
    assert await claims() == []
    for _ in range(5):  # a desk says again and again what is open on it
        await desk.send_json_to({"at": second.pk})
        await asyncio.sleep(0.15)
    about = f"comment:{second.pk}"
    assert await claims() == [(about, moderator.pk, {})]
    await desk.send_json_to({"at": None})
    await desk.send_json_to({"at": 999_999})  # there is none
    await asyncio.sleep(0.6)
    await desk.send_json_to({"at": second.pk})  # back to it
    await asyncio.sleep(0.6)
    await desk.send_json_to({"at": first.pk})
    await desk.disconnect()
    await asyncio.sleep(0.4)
    assert await claims() == [(about, moderator.pk, {})] * 2


# --- Looking it up -------------------------------------------------------------------------------


@pytest.fixture
def some(moderator, second_moderator, db):
    for n in range(1, 121):
        by = (moderator, second_moderator, None)[n % 3]
        record("approve" if n % 2 else "reject", f"comment:{n % 10}", by=by, revision=1)


def seen(client, query: str = "") -> list[int]:
    page = client.get(f"/moderatie/logboek/{query}")
    assert page.status_code == 200
    return [entry.pk for entry in page.context["entries"]]


def test_pages_hold_everything_once(client, editor, some):
    client.force_login(editor)
    found, query = [], ""
    while True:
        page = client.get(f"/moderatie/logboek/{query}")
        found += [entry.pk for entry in page.context["entries"]]
        record("claim", "comment:1")  # what comes meanwhile moves nothing
        if not (query := page.context["next"]):
            break
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == len(found) == 120


def test_filters(client, editor, moderator, some):
    client.force_login(editor)
    entries = AuditEntry.objects.order_by("-pk")
    for query, fields in [
        ("?wat=reject", {"verb": "reject"}),
        ("?wie=regels", {"actor": None}),
        (f"?wie={moderator.pk}", {"actor": moderator.pk}),
        ("?waarover=comment:3", {"subject": "comment:3"}),
        (f"?wat=approve&wie={moderator.pk}", {"verb": "approve", "actor": moderator.pk}),
        ("?wat=onzin&wie=x&na=x", {}),
        ("?waarover=niets", {"subject": "niets"}),
        (f"?wie={'9' * 30}", {}),
    ]:
        wanted = list(entries.filter(**fields).values_list("pk", flat=True)[:50])
        assert seen(client, query) == wanted, query


def test_who_may_read_it(client, reader, moderator, editor, some):
    assert client.get("/moderatie/logboek/").status_code == 302
    client.force_login(reader)
    assert client.get("/moderatie/logboek/").status_code == 403
    # Moderators read what they did themselves: when a colleague worked is not theirs to know.
    client.force_login(moderator)
    mine = set(AuditEntry.objects.filter(actor=moderator.pk).values_list("pk", flat=True))
    assert set(seen(client)) == mine
    assert seen(client, "?wie=regels") == []
    client.force_login(editor)
    assert set(seen(client)) - mine


def test_it_takes_as_many_queries_at_any_length(client, editor, some, django_assert_num_queries):
    client.force_login(editor)
    for query in ("", "?waarover=comment:3", "?wat=approve"):
        # the session, the user, their roles, the entries, who did it, the team, and in the menus
        # how much waits and how many objections, and the bell
        with django_assert_num_queries(9):
            client.get(f"/moderatie/logboek/{query}")


def test_every_verb_has_a_name(client, editor):
    client.force_login(editor)
    for verb in VERBS:
        record(verb, "comment:1", revision=1)
    page = client.get("/moderatie/logboek/").content.decode()
    for label in VERBS.values():
        assert str(label) in page.lower()


@pytest.mark.parametrize("verb", ["flood_switch", "objection_granted", "objection_dismissed"])
def test_what_is_recorded_can_be_looked_for(verb):
    assert verb in VERBS
