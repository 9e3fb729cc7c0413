"""One writer at the desk: the record, notes and measures, and what an entry says of all that."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from comments import actions
from comments.models import Comment, Report
from common.html.safe import SafeText
from desk.writers import is_known_writer
from moderation import actions as house_actions
from moderation.models import Measure, WriterNote
from tests.desk.test_queue import fill
from tests.html import find_elements, page_text

GUEST = "gast@example.org"


@pytest.fixture
def comment(article, write) -> Comment:
    """By a guest who confirmed the address."""
    comment = write(article, email=GUEST, name="Gastheer")
    Comment.objects.filter(pk=comment.pk).update(confirmed_at=timezone.now())
    return comment


@pytest.fixture
def as_moderator(client, moderator):
    client.force_login(moderator)
    return client


def url(name: str, *args: int) -> str:
    return reverse(name, args=args)


def form(kind: str = "suspend", **fields) -> dict:
    return {"kind": kind, "days": "7", "reason": "Zo kan het niet langer."} | fields


# --- Who may come in -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["writer", "take_measure", "add_note"])
def test_for_moderators_alone(name, client, comment, reader):
    method = client.get if name == "writer" else client.post
    assert method(url(name, comment.pk)).status_code == 302
    client.force_login(reader)
    assert method(url(name, comment.pk), form()).status_code == 403
    assert not Measure.objects.exists()


def test_an_unconfirmed_reaction_leads_to_nobody(as_moderator, article):
    """Whoever wrote it may have typed another's address."""
    writer = actions.CommentWriter(name="Daan", email=GUEST)
    waiting = actions.submit_comment(
        article,
        writer,
        text=SafeText("Nog niet."),
        key=uuid.uuid4(),
        language="nl",
        confirm_first=True,
    )
    assert as_moderator.get(url("writer", waiting.pk)).status_code == 404


# --- What it shows -------------------------------------------------------------------------------


def test_the_record(as_moderator, article, write, judge, watched, reader):
    mine = [write(article, f"Nummer {n} {'verboden' * (n > 3)}", user=reader) for n in range(6)]
    judge(mine[4], "reject")
    write(article, "Van een ander.", email=GUEST)
    Report.objects.create(
        comment=mine[0], revision=1, category="insult", reporter="x", status="upheld"
    )
    page = as_moderator.get(url("writer", mine[2].pk))
    record = page.context["record"]
    assert dict(record.statuses) == {"gepubliceerd": 4, "wacht op een moderator": 1, "afgewezen": 1}
    assert record.first_at == Comment.objects.get(pk=mine[0].pk).created_at
    assert record.reports == [("gevolgd", 1)]
    assert [one.pk for one in page.context["comments"]] == [one.pk for one in reversed(mine)]
    assert "Van een ander" not in page.content.decode()


def test_all_pages_hold_everything_once(as_moderator, article):
    comments = fill(article, 70, user=None)
    Comment.objects.update(email=GUEST)
    found, query = [], ""
    while True:
        page = as_moderator.get(url("writer", comments[0].pk) + query)
        found += [one.pk for one in page.context["comments"]]
        if not page.context["next"]:
            break
        query = f"?na={page.context['next']}"
    assert found == [comment.pk for comment in reversed(comments)]
    for nonsense in ("x", "-1", "9" * 40, "²", "١"):
        assert (
            as_moderator.get(url("writer", comments[0].pk) + f"?na={nonsense}").status_code == 200
        )


@pytest.mark.parametrize("who", ["guest", "member"])
def test_no_address_is_on_any_page_of_the_desk(who, as_moderator, comment, write, article, reader):
    if who == "member":
        comment = write(article, user=reader)
    as_moderator.post(url("add_note", comment.pk), {"text": "Een notitie."})
    as_moderator.post(url("take_measure", comment.pk), form("warn"))
    pages = [url("writer", comment.pk), url("judge", comment.pk), "/moderatie/?lijst=alles"]
    for address in [*pages, "/moderatie/logboek/"]:
        shown = as_moderator.get(address).content.decode()
        # The way to the team itself may stand there.
        assert set(re.findall(r"[\w.+-]+@[\w.-]+\.\w+", shown)) <= {"noreply@example.org"}, address


@pytest.mark.parametrize("size", [3, 200])
def test_as_many_queries_for_any_writer(size, as_moderator, article, django_assert_num_queries):
    comments = fill(article, size)
    Comment.objects.update(email=GUEST, confirmed_at=timezone.now())
    moderator = as_moderator.get("/moderatie/").wsgi_request.user
    for n in range(size):
        house_actions.add_writer_note(f"Notitie {n}.", email=GUEST, by=moderator)
    for _ in range(size // 10):
        house_actions.impose_sanction("warn", email=GUEST, by=moderator, reason="Zo kan het niet.")
    # the session, the user, their roles; the reaction; its writer's reactions with their pieces;
    # all measures, those in force, the notes; whether the address was confirmed; four for the
    # record; who is of the team, twice; the house rules to choose from; what waits, objections, and
    # the bell
    with django_assert_num_queries(QUERIES):
        as_moderator.get(url("writer", comments[0].pk))


QUERIES = 18


# --- Measures ------------------------------------------------------------------------------------


def test_take_and_lift(as_moderator, comment, moderator):
    answer = as_moderator.post(url("take_measure", comment.pk), form(house_rule=""))
    assert answer["Location"] == url("writer", comment.pk)
    [measure] = Measure.objects.all()
    assert (measure.kind, measure.days, measure.by) == ("suspend", 7, moderator)
    assert (measure.address, measure.email, measure.user) == (GUEST, GUEST, None)
    page = as_moderator.get(url("writer", comment.pk)).content.decode()
    assert "geldt nu" in page
    assert as_moderator.get(url("of_measure", measure.pk))["Location"] == answer["Location"]
    as_moderator.post(url("lift_measure", comment.pk, measure.pk))
    assert not Measure.objects.in_force().exists()
    as_moderator.post(url("lift_measure", comment.pk, measure.pk))
    page = as_moderator.get(url("writer", comment.pk)).content.decode()
    assert "opgeheven op" in page
    assert "was al voorbij" in page


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "ban"}, "kind"),  # for editors
        ({"kind": "onzin"}, "kind"),
        ({"days": ""}, "days"),
        ({"days": "90"}, "days"),  # for editors
        ({"days": "400"}, "days"),
        ({"reason": ""}, "reason"),
        ({"reason": "Nee."}, "reason"),
        ({"house_rule": "999"}, "house_rule"),
    ],
)
def test_what_is_not_a_measure_is_refused_by_name(fields, wrong, as_moderator, comment):
    answer = as_moderator.post(url("take_measure", comment.pk), form(**fields))
    assert answer.status_code == 422
    assert list(answer.context["measure_form"].errors) == [wrong]
    # What was typed is still there.
    assert fields.get("reason", "Zo kan het niet langer.") in answer.content.decode()
    assert not Measure.objects.exists()


def test_editors_may_do_more(client, comment, editor):
    client.force_login(editor)
    for fields in ({"kind": "ban", "days": "365"}, {"kind": "suspend", "days": "90"}):
        assert client.post(url("take_measure", comment.pk), form(**fields)).status_code == 302
    assert sorted(Measure.objects.values_list("kind", flat=True)) == ["ban", "suspend"]


def test_no_measure_against_the_team_or_an_address_of_anyone(
    as_moderator, article, write, moderator, author
):
    for comment in (
        write(article, user=moderator),
        write(article, user=author),
        write(article, email="mo+x@example.org"),
        write(article, email="onbevestigd@example.org"),
    ):
        page = as_moderator.get(url("writer", comment.pk))
        assert not page.context["may_measure"]
        assert as_moderator.post(url("take_measure", comment.pk), form()).status_code == 403
    assert not is_known_writer(comment)
    assert not Measure.objects.exists()


def test_only_this_writers_measures_are_lifted_here(as_moderator, comment, write, article, editor):
    other = house_actions.impose_sanction(
        "hold", email="ander@example.org", by=editor, reason="Zo kan het niet.", days=3
    )
    assert as_moderator.post(url("lift_measure", comment.pk, other.pk)).status_code == 404


# --- Notes ---------------------------------------------------------------------------------------


def test_notes(as_moderator, comment, moderator, second_moderator):
    assert as_moderator.post(url("add_note", comment.pk), {"text": ""}).status_code == 422
    as_moderator.post(url("add_note", comment.pk), {"text": "Belde <b>zelf</b> op."})
    theirs = house_actions.add_writer_note(
        "Van Noor.", email="gast+x@example.org", by=second_moderator
    )
    page = as_moderator.get(url("writer", comment.pk)).content.decode()
    assert "Belde &lt;b&gt;zelf&lt;/b&gt; op." in page
    assert "Van Noor." in page
    assert as_moderator.post(url("remove_note", comment.pk, theirs.pk)).status_code == 403
    mine = WriterNote.objects.get(by=moderator)
    as_moderator.post(url("remove_note", comment.pk, mine.pk))
    assert list(WriterNote.objects.all()) == [theirs]


# --- On an entry of the desk ---------------------------------------------------------------------


def test_what_an_entry_says_of_its_writer(as_moderator, article, write, watched, moderator, reader):
    write(article, "Eerder.", user=reader)
    comment = write(article, f"Nu {watched}.", user=reader)
    other = write(article, f"Ook {watched}.", email="n@example.org")
    house_actions.impose_sanction(
        "hold", user=reader, by=moderator, reason="Zo kan het niet.", days=3
    )
    house_actions.add_writer_note("Oude notitie.", user=reader, by=moderator)
    house_actions.add_writer_note("Nieuwe notitie.", user=reader, by=moderator)
    page = as_moderator.get("/moderatie/")
    theirs = page_text(page, f"#entry-{comment.pk}")
    assert "1 gepubliceerd, 0 " in theirs
    assert "alles wacht tot" in theirs
    assert "2 notities" in theirs
    assert "Nieuwe notitie." in theirs
    assert "Mo Moderator" in theirs
    rest = page_text(page, f"#entry-{other.pk}")
    assert "eerste reactie" in rest
    assert "alles wacht tot" not in rest
    for pk in (comment.pk, other.pk):
        assert find_elements(page, f"a[data-writer][href='{url('writer', pk)}']")
