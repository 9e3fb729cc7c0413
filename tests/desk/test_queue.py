"""The desk: what each list holds, in which order, and what one moderator tells another."""

from datetime import timedelta

import pytest
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.http import QueryDict
from django.utils import timezone

from articles.models import Article, Dossier, DossierPiece
from comments import actions, rules
from comments.models import Comment, Decision, Revision
from common.html.safe import SafeText
from desk.queue import WriterTrackRecord, queue_entry
from desk.selection import Selection
from desk.writers import comments_by_same_writer
from tests.desk.test_desk_socket import open_desk
from tests.html import find_elements, texts

pytestmark = pytest.mark.both

NONSENSE = ["", "0", "-1", "x", "1-x", "-", "9" * 40, "١٢", "²", "\0", "1'--", "1-" + "9" * 40]


def fill(article, size: int, **fields) -> list[Comment]:
    """Let this many wait, three at each moment, so that the order falls back on the key."""
    now = timezone.now()
    text = {"text": "Dat zie ik anders.", "html": "<p>Dat zie ik anders.</p>"}
    default = {"name": "Wachter", "status": "pending", "held_rule": "policy", **text}
    comments = Comment.objects.bulk_create(
        Comment(
            article=article,
            email=f"w{n % 7}@example.org",
            held_at=now + timedelta(seconds=n // 3),
            **default | fields,
        )
        for n in range(size)
    )
    Revision.objects.bulk_create(Revision(comment=c, number=1, **text) for c in comments)
    Decision.objects.bulk_create(
        Decision(
            comment=c,
            revision=1,
            verdict="hold",
            rule=c.held_rule,
            from_status="pending",
            to_status="pending",
        )
        for c in comments
    )
    actions.index_words([c.pk for c in comments])
    return comments


def select(query: str = "", after: str = "") -> list[Comment]:
    return list(Selection.read(QueryDict(query)).after(after))


def pages(query: str, size: int, meanwhile=lambda page: None) -> list[int]:
    """The keys of all pages of a selection, one after the other."""
    selection, cursor, found = Selection.read(QueryDict(query)), "", []
    while page := list(selection.after(cursor)[:size]):
        found += [comment.pk for comment in page]
        cursor = selection.cursor(page[-1])
        meanwhile(page)
    return found


VIEWS = {
    "": {"pending", "held edit"},
    "lijst=nieuw": {"published", "held edit", "refused edit"},
    "lijst=afgewezen": {"rejected", "removed"},
    "lijst=alles": {
        *("pending", "published", "held edit", "refused edit"),
        *("rejected", "removed", "withdrawn", "withdrawn unseen"),
    },
}


@pytest.mark.parametrize("query", VIEWS)
def test_what_each_view_holds(state, query, in_state):
    comment = in_state(state)
    assert (comment in select(query)) == (state in VIEWS[query])


@pytest.mark.parametrize("query", ["", "lijst=alles"])
@pytest.mark.parametrize("page", [1, 2, 7, 100])
def test_pages_hold_everything_once(query, page, article):
    fill(article, 40)
    assert pages(query, page) == [comment.pk for comment in select(query)]
    assert len(set(pages(query, page))) == 40


def test_pages_go_on_after_what_left_the_queue(article):
    """Whoever decides a whole page and goes on must miss nothing."""
    comments = fill(article, 40)

    def decide(page):
        decided = Comment.objects.filter(pk__in=[comment.pk for comment in page])
        decided.update(status="rejected", held_at=None)

    assert pages("", 7, meanwhile=decide) == [comment.pk for comment in comments]


def test_the_filters(make_article, write, in_state, reader):
    here, there = make_article("hier"), make_article("daar")
    first = fill(here, 2, held_rule="links")[0]
    fill(there, 3, name="Één Naam")
    assert len(select("artikel=hier")) == 2
    assert len(select("regel=links")) == 2
    assert len(select("artikel=daar&regel=links")) == 0
    dossier = Dossier.objects.create(title="Nog voor redacteuren", slug="nog-niet")
    assert len(select("dossier=nog-niet")) == 0
    DossierPiece.objects.create(dossier=dossier, article=Article.objects.get(slug="hier"))
    assert len(select("dossier=nog-niet")) == 2
    assert len(select("dossier=nog-niet&artikel=daar")) == 0
    assert len(select("zoek=NAAM")) == 3
    assert len(select("zoek=zie+anders")) == 5
    assert len(select("zoek=zie+onzin")) == 0
    assert len(select("zoek=%25")) == 0
    mine = write(here, "Van mij.", user=reader)
    write(there, "Ook van mij.", user=reader)
    assert len(select(f"lijst=alles&schrijver={mine.pk}")) == 2
    assert {c.email for c in select(f"schrijver={first.pk}")} == {first.email}
    assert select("schrijver=999999") == []


def test_what_one_looks_for_is_found_once(write, article, watched):
    comment = write(article, f"Een {watched} woord.")
    actions.revise_comment(comment, SafeText(f"Nog een {watched} woord."))
    assert select(f"zoek={watched}") == [comment]


PARAMETERS = ["lijst", "artikel", "regel", "zoek", "schrijver", "na"]


@pytest.mark.parametrize("name", PARAMETERS)
def test_strange_parameters(name, article):
    fill(article, 2)
    for query in ({}, {"lijst": "alles"}):
        for value in NONSENSE:
            asked = QueryDict(mutable=True)
            asked.update(query | {name: value})
            select(asked.urlencode(), after=value if name == "na" else "")


def test_a_page_for_each_strange_parameter(article, client, moderator):
    fill(article, 2)
    client.force_login(moderator)
    for n, value in enumerate(NONSENSE):
        for query in ({PARAMETERS[n % 6]: value}, dict.fromkeys(PARAMETERS, value)):
            assert client.get("/moderatie/", query).status_code == 200


def test_an_address_says_the_whole_selection():
    query = "lijst=alles&artikel=samen&regel=links&zoek=een+twee&schrijver=3"
    selection = Selection.read(QueryDict(query))
    assert Selection.read(QueryDict(selection.query()[1:])) == selection
    assert selection.is_filtered
    assert not Selection.read(QueryDict("lijst=alles")).is_filtered


@pytest.mark.parametrize(("many", "said"), [(0, "0"), (3, "3"), (4, "4"), (5, "4+")])
def test_how_many(many, said, article, monkeypatch):
    monkeypatch.setattr("comments.models.queryset.MOST_COUNTED", 4)
    fill(article, many)
    assert Comment.objects.queue().how_many() == said


# --- The writer's record -------------------------------------------------------------------------


def test_the_record_counts_the_others_by_the_same_writer(write, article, watched, judge, reader):
    def record(**who) -> WriterTrackRecord:
        return queue_entry(write(article, f"Weer {watched}.", **who)).record

    assert record(email="daan@example.org") == WriterTrackRecord(0, 0)
    write(article)
    judge(write(article), "reject")  # removed
    judge(write(article, f"Toch {watched}."), "reject")
    assert record(email="daan@example.org") == WriterTrackRecord(1, 2, 1)
    assert record(email="toos@example.org") == WriterTrackRecord(0, 0)
    # A member with that address is not the guest.
    reader.email = "daan@example.org"
    reader.save()
    assert record(user=reader) == WriterTrackRecord(0, 0)
    published = write(article, "Als lid.", user=reader)
    assert record(user=reader) == WriterTrackRecord(1, 0, 1)
    assert queue_entry(published).record == WriterTrackRecord(0, 0, 2)


def test_an_address_that_anyone_typed_is_not_its_owner(write, article, judge, watched):
    """With guests=hold nobody confirms, so an address is a claim beside whoever once did."""
    confirmed = [write(article, f"{watched} van mij, {n}.") for n in range(2)]
    Comment.objects.update(confirmed_at=timezone.now())
    claimed = [write(article, f"{watched} van een ander, {n}.") for n in range(3)]
    judge(claimed[2], "reject")
    assert len(select(f"lijst=alles&schrijver={confirmed[0].pk}")) == 2
    assert len(select(f"lijst=alles&schrijver={claimed[0].pk}")) == 3
    assert queue_entry(confirmed[0]).record == WriterTrackRecord(0, 0, 1)
    assert queue_entry(claimed[0]).record == WriterTrackRecord(0, 1, 1)
    assert set(comments_by_same_writer(Comment.objects.get(pk=confirmed[0].pk))) == set(confirmed)


def test_what_is_refused_of_a_claim_is_not_held_against_its_owner(write, article, judge):
    for n in range(5):
        judge(write(article, f"Rommel, {n}."), "reject")
    claim = write(article, "Nog een keer.")
    assert claim.held_rule == "often_rejected"
    Comment.objects.filter(pk=claim.pk).update(confirmed_at=timezone.now())
    known = rules.RuleContext()
    assert rules.check_often_rejected(Comment.objects.get(pk=claim.pk), known) is None


def test_imported_without_an_address_has_no_record(article):
    first, _second = fill(article, 2)
    Comment.objects.update(email="", status="rejected", held_at=None)
    assert queue_entry(first).record == WriterTrackRecord(0, 0)


@pytest.mark.parametrize("query", ["", "?artikel=samen", "?regel=policy", "?lijst=alles"])
def test_the_desk_asks_the_same_at_any_length(
    query, article, client, moderator, django_assert_num_queries
):
    client.force_login(moderator)
    # the session, the user and their roles, the reactions, their revisions and decisions, the
    # pieces and bylines, the writers' records, measures and notes, the pieces and dossiers to
    # choose from, how many wait, the house rules, the canned reasons and the bell
    for size in (10, 300):
        fill(article, size)
        # and of a filter that finds more than a page, how many
        is_counted = size > 30 and query in ("?artikel=samen", "?regel=policy")
        with django_assert_num_queries(QUERIES + is_counted):
            page = client.get(f"/moderatie/{query}")
        assert page.content.count(b'class="entry"') == min(size, 30)


QUERIES = 19


# --- Deciding without a script -------------------------------------------------------------------


def decide(client, comment: Comment, back: str | None, **form):
    seen = {"status": comment.status, "revision": 1, "held": comment.held_at is not None}
    said = {"verdict": "approve"} | seen | form | ({} if back is None else {"back": back})
    return client.post(f"/moderatie/{comment.pk}/", said)


def test_a_decision_leads_to_the_next_in_its_list(make_article, client, moderator):
    first, second, _third = fill(make_article("hier"), 3, held_rule="links")
    fill(make_article("daar"), 1)
    client.force_login(moderator)
    page = client.get("/moderatie/?artikel=hier&regel=links&na=1-1")
    back = "?artikel=hier&regel=links&na=1-1"
    assert {field.get("value") for field in find_elements(page, "input[name=back]")} == {back}
    answer = decide(client, first, back)
    assert answer["Location"] == f"/moderatie/{back}#entry-{second.pk}"
    shown = client.get(answer["Location"])
    assert "Bekijk of wijzig" in texts(shown, f"a[href='/moderatie/{first.pk}/']")


def test_the_last_one_leads_to_its_list(make_article, client, moderator):
    [only] = fill(make_article(), 1)
    client.force_login(moderator)
    assert decide(client, only, "?artikel=samen")["Location"] == "/moderatie/?artikel=samen"


def test_from_its_own_page_one_stays_there(make_article, client, moderator):
    [only] = fill(make_article(), 1)
    client.force_login(moderator)
    assert "back" not in client.get(f"/moderatie/{only.pk}/").content.decode()
    assert decide(client, only, None)["Location"] == f"/moderatie/{only.pk}/"


@pytest.mark.parametrize(
    "back", ["https://elders.example/", "//elders.example", "?lijst=x&na=x", "?regel=%00", ""]
)
def test_what_a_form_says_of_its_list_leads_nowhere_else(back, make_article, client, moderator):
    [only] = fill(make_article(), 1)
    client.force_login(moderator)
    address = decide(client, only, back)["Location"]
    assert address in ("/moderatie/?", "/moderatie/?na=x")


def test_amiss_it_still_knows_its_list(make_article, client, moderator):
    [only] = fill(make_article(), 1)
    client.force_login(moderator)
    answer = decide(client, only, "?artikel=samen", verdict="reject")
    assert answer.status_code == 422
    assert [field.get("value") for field in find_elements(answer, "[name=back]")] == [
        "?artikel=samen"
    ]
    assert find_elements(answer, "a[href='/moderatie/?artikel=samen']")


# --- The socket ----------------------------------------------------------------------------------


desk = database_sync_to_async(open_desk)


@pytest.fixture
async def both(transactional_db, moderator, second_moderator):
    """The desks of two moderators."""
    sockets = [await desk(moderator), await desk(second_moderator)]
    for socket in sockets:
        assert (await socket.connect())[0]
    yield sockets
    for socket in sockets:
        await socket.disconnect()
    await get_channel_layer().flush()


async def test_only_moderators(transactional_db, reader, author):
    for user in (reader, author):
        assert await (await desk(user)).connect() == (False, 4403)


async def test_a_decision_on_its_way_is_told_to_the_others(both):
    mo, noor = both
    for nonsense in (0, True, 2**63, "12", None):
        await mo.send_json_to({"decides": nonsense})
    await mo.send_json_to({"decides": 12})
    said = (await noor.receive_json_from())["decides"]
    assert (said["name"], said["at"]) == ("Mo Moderator", 12)
    assert await mo.receive_nothing()


async def test_a_claim_reaches_the_others_and_not_oneself(both):
    mo, noor = both
    await mo.send_json_to({"at": 12})
    said = (await noor.receive_json_from())["looks"]
    assert (said["name"], said["at"]) == ("Mo Moderator", 12)
    assert await mo.receive_nothing()
    await mo.send_json_to({"at": None})
    assert (await noor.receive_json_from())["looks"] == said | {"at": None}


async def test_who_asks_is_told_by_the_others(both):
    mo, noor = both
    await noor.send_json_to("who")
    assert await mo.receive_json_from() == {"who": "looks"}
    assert await noor.receive_nothing()


async def test_who_leaves_is_told(both):
    mo, noor = both
    await mo.disconnect()
    assert (await noor.receive_json_from())["looks"]["at"] is None


@pytest.mark.parametrize(
    "said",
    [
        *("{", "null", "[1]", '"wie"', "[" * 5000, '{"by": 1}'),
        *('{"at": "1"}', '{"at": true}', '{"at": 1.5}', '{"at": -1}', f'{{"at": {2**63}}}'),
    ],
)
async def test_nonsense_is_ignored(said, both):
    mo, noor = both
    await mo.send_to(text_data=said)
    await mo.send_to(text_data="ping")
    assert await mo.receive_json_from() == {"pong": True}
    assert await noor.receive_nothing()


def test_an_entry_says_the_proposition(make_article, write, moderator, client):
    write(make_article("hier", policy="hold_all", proposition="De tafel komt er."))
    client.force_login(moderator)
    assert "De tafel komt er." in client.get("/moderatie/").content.decode()


def test_an_entry_leads_to_all_that_link_to_the_same(make_article, write, client, moderator):
    article = make_article(policy="hold_all")
    text = (
        "Zie https://www.sloten.example/a, https://sloten.example/b en http://nog.een.example:81?q"
    )
    comment, other = write(article, text), write(article, "Ook https://sloten.example.")
    write(article, "Zonder.")
    assert queue_entry(comment).domains == ["sloten.example", "nog.een.example"]
    client.force_login(moderator)
    page = client.get("/moderatie/").content.decode()
    address = "/moderatie/?lijst=alles&amp;koppeling=sloten.example"
    assert page.count(f'href="{address}"') == 2
    found = select("lijst=alles&koppeling=sloten.example")
    assert {one.pk for one in found} == {comment.pk, other.pk}


def test_who_decides_on_many_begins_at_the_ground(make_article, client, moderator):
    [comment] = fill(make_article(policy="hold_all"), 1)
    client.force_login(moderator)
    chosen = {"verdict": "reject", "chosen": f"{comment.pk}.pending.1.held"}
    page = client.post("/moderatie/samen/", chosen, follow=True).content.decode()
    assert page.count("autofocus") == 1
    assert "autofocus" not in client.get("/moderatie/").content.decode()
