"""Nothing in the log or the yearly report names a person: marks on everything of a full year."""

import re

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.models import Comment
from moderation.models import HouseRule, WriterNote
from tests.conftest import make_user
from tests.desk.statistics import Past, at

KINDS = (
    *("name", "address", "text", "note", "explanation", "law", "ground", "facts"),
    *("objection", "answer", "reason"),
)
MARKS = {kind: f"geheim{kind}" for kind in KINDS}
WEEK = ["2025-03-04 12:00", "2025-03-05 12:00", "2025-03-06 12:00", "2025-03-07 12:00"]


@pytest.fixture
def moderators(db):
    people = [make_user(f"geheimmoderator{n}@example.org", f"Geheimmoderator {n}") for n in (1, 2)]
    members = [make_user(f"geheimlid{n}@example.org", f"Geheimlid {n}") for n in (1, 2, 3, 4)]
    return people, members


@pytest.fixture
def full_year(article, moderators):
    """Every kind of event, by and about people who bear a mark in all that they said."""
    past, (people, members) = Past(article, **MARKS), moderators
    first, second = people
    rule = HouseRule.objects.get(number=3)
    grounds = [{"house_rule": rule}, {"reason": "illegal", "law": MARKS["law"]}, {"reason": "spam"}]
    for number, moment in enumerate(WEEK):
        for ground in grounds:
            comment = past.comment("rejected", user=members[number], affiliation="geheimfunctie")
            past.hold(comment, "2025-03-03 12:00", "watched_word")
            past.decide(comment, "reject", moment, "pending", "rejected", by=first, **ground)
            removed = past.comment("removed", user=members[number], affiliation="geheimfunctie")
            removal = past.remove(moment, removed, by=first, **ground)
            past.report(
                removed,
                "2025-03-03 12:00",
                "illegal" if number % 2 else "personal",
                user=members[number - 1],
                status="upheld",
                decided_at=at(moment),
            )
            objection = past.object(
                removal,
                "2025-03-08 12:00",
                outcome="granted",
                decided_at=at("2025-03-09 12:00"),
                decided_by=second,
                first_decided_by=first,
            )
            past.restore(objection.statement.decision, "2025-03-09 12:00", by=second)
        for kind in ("warn", "hold", "suspend", "ban", "trust"):
            past.measure(kind, moment, by=first, user=members[number])
        WriterNote.objects.create(user=members[number], by=first, text=MARKS["note"])
    held = past.comment("pending", held_at=timezone.now())
    past.hold(held, "2025-03-05 12:00")
    return past


def everything(client, capsys, slug: str) -> dict[str, str]:
    found = {}
    for prefix in ("", "/en"):
        paths = ["/logboek/", f"/opinie/{slug}/logboek/", "/transparantie/"]
        paths += [
            f"/transparantie/{year}{end}" for year in (2025, 2026) for end in ("/", ".csv", ".json")
        ]
        todo = [prefix + path for path in paths]
        while todo:
            address = todo.pop()
            answer = client.get(address)
            assert answer.status_code == 200, address
            found[address] = str(answer.headers) + answer.content.decode()
            todo += [
                address.partition("?")[0] + more
                for more in re.findall(r'href="(\?na=[^"]+)"', answer.content.decode())
            ]
    for form in ("--json", "--csv"):
        call_command("transparency", "2025", form)
        found[form] = capsys.readouterr().out
    return found


def test_nobody_is_named_and_nothing_quoted(full_year, client, capsys):
    found = everything(client, capsys, full_year.article.slug)
    leaks = {
        address: sorted(set(re.findall(r"geheim\w*", text, re.IGNORECASE)))
        for address, text in found.items()
        if "geheim" in text.lower()
    }
    assert leaks == {}


def test_what_is_looked_at_does_tell_of_that_year(full_year, client, capsys):
    # A page on which nothing stands would leak nothing either.
    found = everything(client, capsys, full_year.article.slug)
    log = found["/logboek/"]
    assert log.count("is verwijderd") + log.count("is teruggezet") >= 20
    assert "12 teksten geweigerd" in log
    assert "Bezwaren: 12 toegewezen" in log
    assert "12 granted" in found["/en/logboek/"]
    assert ",12" in found["/transparantie/2025.csv"]
    assert any("?na=" in address for address in found) or log.count("<li>") <= 50


def test_no_key_of_a_row_is_in_it_either(full_year, client, capsys):
    """A reaction that never was public has a key, which an address of the desk would show."""
    # Keys far from every number that the figures have.
    unseen = Comment.objects.filter(path=None)
    assert unseen.exists()
    for address, text in everything(client, capsys, full_year.article.slug).items():
        assert "/moderatie/" not in text, address
        assert not re.search(r"data-(id|pk|author)", text), address
