"""Measures: who may take which, against whom they hold, and what they do to a reaction."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from accounts.identity import Person
from articles.models import Article
from comments import actions as comment_actions
from comments.models import Decision, RuleSetting, WatchedWord
from common.html.safe import SafeText
from moderation import actions
from moderation.models import AuditEntry, HouseRule, Measure, WriterNote
from moderation.permissions import may_lift_sanction, may_sanction
from moderation.sanctions import sanction_status, sanction_statuses
from tests.conftest import make_user

KINDS = Measure.Kind.values
GUEST = "gast@example.org"
Mode = RuleSetting.Mode


@pytest.fixture
def take(moderator, editor):
    """Take a measure against a guest, or against `user`, as an editor."""

    def take(kind: str, email: str = GUEST, **fields) -> Measure:
        whom = {"email": email} if "user" not in fields else {}
        return actions.impose_sanction(
            kind, **whom, **{"by": editor, "reason": "Zo kan het niet."} | ends(kind) | fields
        )

    return take


def ends(kind: str) -> dict:
    return {} if kind in ("warn", "trust") else {"days": 7}


def held_by(comment) -> tuple[str, str]:
    """Return the status of it, and the rule that decided."""
    return comment.status, Decision.objects.filter(comment=comment).last().rule


# --- Who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "days", "moderator_may", "editor_may"),
    [
        ("warn", None, True, True),
        ("trust", None, True, True),
        ("hold", 365, True, True),
        ("suspend", 1, True, True),
        ("suspend", 30, True, True),
        ("suspend", 31, False, True),
        ("suspend", 365, False, True),
        ("ban", 1, False, True),
        ("ban", 365, False, True),
    ],
)
def test_who_may_take_and_lift_what(
    kind, days, moderator_may, editor_may, moderator, editor, reader
):
    for who, may in ((reader, False), (moderator, moderator_may), (editor, editor_may)):
        whom = {"email": GUEST, "reason": "Zo kan het niet.", "days": days}
        if may:
            measure = actions.impose_sanction(kind, by=who, **whom)
        else:
            with pytest.raises(PermissionDenied):
                actions.impose_sanction(kind, by=who, **whom)
            measure = actions.impose_sanction(kind, by=editor, **whom)
            with pytest.raises(PermissionDenied):
                actions.lift_sanction(measure, by=who)
            assert Measure.objects.in_force().filter(pk=measure.pk).exists()
        assert may_lift_sanction(who, measure) is may


@pytest.mark.parametrize("kind", KINDS)
def test_never_against_the_team_or_oneself(kind, take, moderator, second_moderator, editor, author):
    admin = make_user("baas@example.org", "Baas", is_superuser=True)
    for by in (moderator, editor, admin):
        for whom in (moderator, second_moderator, editor, author, admin):
            for fields in ({"user": whom}, {"email": whom.email}, {"email": plus(whom.email)}):
                with pytest.raises(PermissionDenied):
                    actions.impose_sanction(
                        kind, by=by, reason="Zomaar, echt waar.", **ends(kind), **fields
                    )
    assert not Measure.objects.exists()
    assert not may_sanction(moderator, Person.of(moderator))


def plus(email: str) -> str:
    return email.replace("@", "+anders@")


@pytest.mark.parametrize(
    ("kind", "days"), [("ban", None), ("ban", 366), ("hold", 0), ("suspend", -1)]
)
def test_what_restricts_must_end(kind, days, take):
    with pytest.raises(ValueError, match="lasts 1 to 365"):
        take(kind, days=days)
    assert not Measure.objects.exists()


# --- Whom it meets -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("against", "meets"),
    [
        ("lies@example.org", {"member", "guest", "plus"}),
        ("lies+krant@example.org", {"member", "guest", "plus"}),
        ("LIES@example.org", {"member", "guest", "plus"}),
        ("member", {"member", "guest", "plus"}),
        ("lie@example.org", set()),
        ("lies@example.net", set()),
        ("", set()),
    ],
)
def test_whom_a_measure_meets(against, meets, take, reader):
    if against == "member":
        take("suspend", user=reader)
    elif against:
        take("suspend", against)
    people = {
        "member": Person.of(reader),
        "guest": Person.of(None, "Lies@Example.org"),
        "plus": Person.of(None, "lies+x@example.org"),
        "other": Person.of(None, "piet@example.org"),
        "nobody": Person.of(None, ""),
    }
    found = sanction_statuses(people.values())
    assert {name for name, who in people.items() if found[who].suspension} == meets
    # One at a time is the same as all at once.
    assert {name for name, who in people.items() if sanction_status(who).suspension} == meets


def test_a_measure_against_a_member_stays_with_the_account(take, reader):
    take("hold", user=reader)
    reader.email = "lies@elders.example"
    reader.save()
    assert sanction_status(Person.of(reader)).held


def test_it_holds_at_once_and_no_longer_than_it_says(take):
    who = Person.of(None, GUEST)
    measure = take("suspend")
    assert sanction_status(who).suspension == measure
    Measure.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert not sanction_status(who)


def test_lifting_ends_it_once(take, editor):
    measure = take("ban")
    actions.lift_sanction(measure, by=editor)
    assert not sanction_status(Person.of(None, GUEST))
    with pytest.raises(actions.SanctionNotInForce):
        actions.lift_sanction(measure, by=editor)
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["lift", "measure"]


def test_a_warning_holds_until_it_is_read(take):
    who, other = Person.of(None, GUEST), Person.of(None, "ander@example.org")
    first, second = take("warn"), take("warn")
    assert sanction_status(who).warnings == [first, second]
    actions.mark_warnings_read([first.pk], other)
    assert sanction_status(who).warnings == [first, second]
    actions.mark_warnings_read([first.pk], who)
    assert sanction_status(who).warnings == [second]


def test_how_people_stand_is_one_query(take, django_assert_num_queries):
    people = [Person.of(None, f"g{n}@example.org") for n in range(50)]
    for n in range(0, 50, 5):
        take("hold", f"g{n}@example.org")
    for some in (people[:1], people):
        with django_assert_num_queries(1):
            found = sanction_statuses(some)
        assert len([who for who in some if found[who].held]) == max(1, len(some) // 5)


# --- What it does to a reaction ------------------------------------------------------------------

PLAIN, LINKS, WORD = "Dat zie ik anders.", "a.example b.example c.example", "Een verboden woord."
LINKED = " ".join(f"https://{n}.example/" for n in "abc")

TABLE = [
    # what holds for the writer, the policy, the text, the mode of `suspended`, what becomes of it
    ([], "publish", PLAIN, None, ("published", "policy")),
    (["warn"], "publish", PLAIN, None, ("published", "policy")),
    (["hold"], "publish", PLAIN, None, ("pending", "measure")),
    (["hold"], "publish", WORD, None, ("pending", "measure")),
    (["suspend"], "publish", PLAIN, None, ("rejected", "suspended")),
    (["ban"], "publish", PLAIN, None, ("rejected", "suspended")),
    (["ban"], "publish", PLAIN, "hold", ("pending", "suspended")),
    (["ban"], "publish", PLAIN, "off", ("published", "policy")),
    (["ban", "hold"], "publish", PLAIN, "off", ("pending", "measure")),
    (["suspend", "trust"], "publish", PLAIN, None, ("rejected", "suspended")),
    (["hold", "trust"], "publish", PLAIN, None, ("pending", "measure")),
    (["trust"], "hold_all", PLAIN, None, ("published", "trust")),
    (["trust"], "first_time", PLAIN, None, ("published", "trust")),
    (["trust"], "hold_all", LINKED, None, ("published", "trust")),
    (["trust"], "publish", "HEEL HARD ROEPEN WIJ HIER.", None, ("published", "trust")),
    (["trust"], "hold_all", WORD, None, ("pending", "watched_word")),
]


@pytest.mark.parametrize(("kinds", "policy", "text", "mode", "becomes"), TABLE)
@pytest.mark.parametrize("who", ["guest", "member"])
def test_what_a_measure_does(who, kinds, policy, text, mode, becomes, take, article, write, reader):
    WatchedWord.objects.create(word="verboden")
    Article.objects.filter(pk=article.pk).update(policy=policy)
    article.refresh_from_db()
    if mode:
        comment_actions.set_rules({"suspended": mode})
    for kind in kinds:
        take(kind, **({"user": reader} if who == "member" else {}))
    writer = {"user": reader} if who == "member" else {"email": plus(GUEST)}
    assert held_by(write(article, text, **writer)) == becomes


def test_trust_does_not_pass_what_rejects(take, article, write):
    take("trust")
    comment_actions.set_rules({"links": Mode.REJECT})
    assert held_by(write(article, LINKED, email=GUEST)) == ("rejected", "links")


def test_a_change_by_who_was_suspended_meanwhile_is_refused(take, article, write, reader):
    comment = write(article, user=reader)
    take("suspend", user=reader)
    comment = comment_actions.revise_comment(comment, SafeText("Nog iets erbij."))
    assert comment.text == PLAIN
    assert held_by(comment) == ("published", "suspended")


@pytest.mark.parametrize("kind", ["suspend", "ban", "trust"])
def test_an_address_that_nobody_confirmed_says_nothing(kind, take, article, write, settings):
    """Anyone can type anyone's address: what becomes of it must not tell what holds for them."""
    settings.COMMENTS_GUESTS = "hold"
    take(kind)
    assert held_by(write(article, email=GUEST)) == held_by(write(article, email="n@example.org"))


# --- What the writer is told ---------------------------------------------------------------------


@pytest.fixture
def at_once(settings):
    """The worker's part is enqueued when the transaction commits."""
    settings.TASKS = {
        "default": {
            "BACKEND": "django_tasks.backends.immediate.ImmediateBackend",
            "ENQUEUE_ON_COMMIT": False,
        }
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_writer_is_told_by_mail(kind, language, take, at_once, editor, settings):
    settings.CONTACT_EMAIL = "redactie@example.org"
    rule = HouseRule.objects.get(number=2)
    measure = take(kind, "Gast+Krant@example.org", house_rule=rule, language=language)
    measure.refresh_from_db()
    assert measure.mailed_at
    [told] = mail.outbox
    # To the address as it was confirmed, and not to what we take for its mailbox.
    assert told.to == ["Gast+Krant@example.org"]
    assert "Zo kan het niet." in told.body
    with translation.override(language):
        assert str(rule) in told.body
    assert measure.get_kind_display() not in ("",)
    if measure.ends_at:
        assert str(timezone.localtime(measure.ends_at).year) in told.body
    assert told.extra_headers["Reply-To"] == "redactie@example.org"
    assert ("redactie@example.org" in told.body) == (kind != "trust")
    assert editor.name not in told.body
    actions.lift_sanction(measure, by=editor)
    assert len(mail.outbox) == 2
    assert mail.outbox[1].to == told.to


def test_only_a_proven_address_is_mailed(take, at_once, reader):
    reader.emailaddress_set.update(verified=False)
    measure = take("warn", user=reader)
    assert mail.outbox == []
    measure.refresh_from_db()
    assert measure.mailed_at is None
    reader.emailaddress_set.update(verified=True)
    take("warn", user=reader)
    assert [told.to for told in mail.outbox] == [[reader.email]]


# --- Notes ---------------------------------------------------------------------------------------


def test_notes_are_the_teams_and_ones_own(moderator, second_moderator, editor, reader):
    mine = actions.add_writer_note("Belde op 3 mei.", user=reader, by=moderator)
    with pytest.raises(PermissionDenied):
        actions.remove_writer_note(mine, by=second_moderator)
    with pytest.raises(PermissionDenied):
        actions.remove_writer_note(mine, by=reader)
    actions.remove_writer_note(mine, by=moderator)
    actions.remove_writer_note(
        actions.add_writer_note("Ook.", email=GUEST, by=moderator), by=editor
    )
    assert not WriterNote.objects.exists()
    assert AuditEntry.objects.count() == 4
    assert "Belde" not in str(list(AuditEntry.objects.values()))
