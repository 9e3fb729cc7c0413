"""The statement of reasons: made with every refusal, mailed once, and told to nobody else."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from comments import actions
from comments.actions import DecisionConflict, SeenState, Verdict, mails
from comments.models import Comment, Decision, RuleSetting, Statement
from comments.render import render_fragment
from common import email
from common.html.safe import SafeText
from moderation.actions import change_house_rule, retire_house_rule
from moderation.basis import DecisionBasis
from moderation.models import HouseRule

RULE_2 = "Huisregel 2: Val de mening aan, niet de mens"
NOTE = "De tweede zin gaat over de schrijver zelf."


def queued(task) -> list[int]:
    """Return the mails that the worker was asked to send."""
    path = f"{task.func.__module__}.{task.func.__name__}"
    rows = DBTaskResult.objects.filter(task_path=path)
    return [row.args_kwargs["args"][0] for row in rows]


def confirmed(comment: Comment) -> Comment:
    Comment.objects.filter(pk=comment.pk).update(confirmed_at=timezone.now())
    return comment


@pytest.fixture
def removed(article, write, judge) -> Statement:
    comment = confirmed(write(article))
    judge(comment, Verdict.REJECT, note=NOTE)
    return Statement.objects.whole().get()


@pytest.mark.parametrize(
    ("state", "scope", "found"),
    [
        ("rejected", "not_published", True),
        ("refused edit", "edit_refused", True),
        ("removed", "removed", False),
    ],
)
def test_every_refusal_by_a_moderator_has_one(state, scope, found, in_state):
    in_state(state)
    statement = Statement.objects.get()
    assert (statement.scope, statement.ground) == (scope, RULE_2)
    assert (statement.found_by_machine, statement.decided_by_machine) == (found, False)


def test_what_only_the_policy_held_was_found_by_no_machine(make_article, write, judge):
    judge(write(make_article(policy="hold_all")), Verdict.REJECT)
    assert not Statement.objects.get().found_by_machine


@pytest.mark.parametrize("is_edit", [False, True])
def test_a_rule_that_refuses_states_it_too(is_edit, article, write, watched):
    first = write(article) if is_edit else None
    RuleSetting.objects.create(rule="watched_word", mode="reject")
    text = f"Een {watched} woord."
    comment = actions.revise_comment(first, SafeText(text)) if is_edit else write(article, text)
    statement = Statement.objects.get()
    assert statement.comment == comment
    assert statement.scope == ("edit_refused" if is_edit else "not_published")
    assert statement.decided_by_machine
    assert statement.found_by_machine
    assert statement.ground == RULE_2
    assert "programma" in statement.facts


def test_nothing_else_has_one(state, in_state):
    in_state(state)
    refused = Decision.objects.filter(verdict="reject")
    assert Statement.objects.count() == refused.count()


def test_none_is_left_of_a_decision_that_did_not_count(article, write, moderator):
    comment = write(article)
    with pytest.raises(DecisionConflict):
        actions.decide_comment(
            comment, Verdict.REJECT, by=moderator, seen=SeenState("pending", 1, True), reason="spam"
        )
    assert not Statement.objects.exists()
    assert queued(mails.send_statement) == []


def test_it_speaks_the_writers_language(article, write, judge):
    comment = write(article)
    Comment.objects.update(language="en")
    judge(comment, Verdict.REJECT)
    assert Statement.objects.get().ground == "House rule 2: Attack the opinion, not the person"


def test_the_law_is_named(article, write, judge):
    judge(write(article), Verdict.REJECT, ground=DecisionBasis.from_law("Artikel 266 Sr"))
    assert Statement.objects.get().ground == "Artikel 266 Sr"


def test_it_keeps_the_words_of_its_day(removed, editor, client):
    texts = {"text_nl": SafeText("Iets."), "text_en": SafeText("Something.")}
    rule = HouseRule.objects.get(number=2)
    change_house_rule(rule, by=editor, title_nl="Heel iets anders", **texts)
    assert RULE_2 in client.get(removed.get_absolute_url()).content.decode()


def test_the_report_that_led_to_it_is_told(article, write, judge):
    comment = write(article)
    Comment.objects.update(reported_at=timezone.now(), report_weight=1)
    judge(comment, Verdict.REJECT)
    assert Statement.objects.get().reported


# --- The mail ------------------------------------------------------------------------------------


def test_a_guest_with_a_confirmed_address_is_mailed_once(removed, mailoutbox, client):
    assert queued(mails.send_statement) == [removed.pk]
    mails.send_statement.func(removed.pk)
    mails.send_statement.func(removed.pk)
    [mail] = mailoutbox
    assert mail.to == ["daan@example.org"]
    assert "verwijderd" in mail.subject
    for told in (RULE_2, NOTE, "Een mens las de reactie", "bezwaar", "geschillenbeslechting"):
        assert told in mail.body
    assert mail.content_subtype == "plain"
    [link] = [line for line in mail.body.splitlines() if "/reacties/redenen/" in line]
    page = client.get(link.removeprefix("http://127.0.0.1:8000"))
    assert page.status_code == 200


def test_a_mail_that_fails_is_tried_again(removed, monkeypatch, mailoutbox):
    def fail(*args):
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(email, "send_templated_mail", fail)
        mails.send_statement.func(removed.pk)
    assert mailoutbox == []
    assert queued(mails.send_statement) == [removed.pk, removed.pk]
    mails.send_statement.func(removed.pk, 2)
    assert len(mailoutbox) == 1


def test_an_address_that_nobody_proved_gets_none(article, write, judge, mailoutbox):
    judge(write(article), Verdict.REJECT)
    assert queued(mails.send_statement) == []
    mails.send_statement.func(Statement.objects.get().pk)
    assert mailoutbox == []


@pytest.mark.parametrize("verified", [True, False])
def test_a_member_is_mailed_at_a_verified_address(
    verified, article, write, judge, reader, mailoutbox
):
    reader.emailaddress_set.update(verified=verified)
    judge(write(article, user=reader), Verdict.REJECT)
    for pk in queued(mails.send_statement):
        mails.send_statement.func(pk)
    assert [mail.to for mail in mailoutbox] == ([[reader.email]] if verified else [])


# --- Its page ------------------------------------------------------------------------------------


def test_its_page_says_everything(removed, client):
    page = client.get(removed.get_absolute_url()).content.decode()
    for told in (
        *("Dat zie ik anders.", "van de site verwijderd", RULE_2, NOTE, "/huisregels/#regel-2"),
        *("Een mens las de reactie", "gratis", "geschillenbeslechting", "rechter"),
    ):
        assert told in page
    assert "noindex" in page


def test_in_english_too(removed, client):
    link = "/en" + removed.get_absolute_url()
    assert "removed your reaction" in client.get(link).content.decode()


def test_a_broken_link_opens_nothing(removed, client):
    link = removed.get_absolute_url()
    for wrong in (link[:-3] + "x/", "/reacties/redenen/1:x:y/", f"/reacties/redenen/{removed.pk}/"):
        answer = client.get(wrong)
        assert answer.status_code in (302, 404)
        assert NOTE not in answer.content.decode()


def test_a_members_page_is_theirs_alone(article, write, judge, reader, author, client):
    judge(write(article, user=reader), Verdict.REJECT, note=NOTE)
    address = Statement.objects.whole().get().get_absolute_url()
    assert client.get(address).url.startswith("/account/login/")
    client.force_login(author)
    assert client.get(address).status_code == 404
    client.force_login(reader)
    assert NOTE in client.get(address).content.decode()


def test_a_guests_link_dies_with_the_address(removed, client):
    address = removed.get_absolute_url()
    Comment.objects.update(email="")
    assert client.get(address).status_code == 404


def test_it_stands_among_ones_own_reactions(article, write, judge, reader, client):
    for text, verdict in [("Eén.", Verdict.REJECT), ("Twee.", None)]:
        comment = write(article, text, user=reader)
        if verdict:
            judge(comment, verdict, note=NOTE)
    client.force_login(reader)
    page = client.get("/opinie/samen/").content.decode()
    own = page.partition('id="jouw-reacties"')[2].partition("</section>")[0]
    assert RULE_2 in own
    assert NOTE in own
    assert Statement.objects.whole().get().get_absolute_url() in own


def test_own_reactions_cost_the_same_with_many_statements(
    article, write, judge, reader, client, django_assert_num_queries
):
    client.force_login(reader)
    counts = []
    for size in (1, 6):
        for n in range(size):
            judge(write(article, f"Nummer {n} van {size}.", user=reader), Verdict.REJECT)
            RuleSetting.objects.update_or_create(rule="often_rejected", defaults={"mode": "off"})
        with django_assert_num_queries(18 if not counts else counts[0], exact=False) as queries:
            client.get("/opinie/samen/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_nobody_else_is_told(removed, article, write, author, client):
    write(article, "Een antwoord.", parent=removed.comment)
    for visitor in (None, author):
        if visitor:
            client.force_login(visitor)
        for path in ("/", "/opinie/samen/", "/opinie/samen/veranderd/?since=0"):
            page = client.get(path).content.decode()
            assert NOTE not in page
            assert "/reacties/redenen/" not in page


# --- The tombstone -------------------------------------------------------------------------------


@pytest.fixture
def tombstone(article, write, judge):
    """Return the text in the place of a removed reaction, in each language."""

    def make(**kwargs) -> tuple[Comment, str, str]:
        comment = write(article)
        write(article, "Een antwoord.", parent=comment)
        judge(comment, Verdict.REJECT, **kwargs)
        client = Client()
        return (
            comment,
            *(client.get(f"{root}/opinie/samen/").content.decode() for root in ("", "/en")),
        )

    return make


def test_the_tombstone_names_the_rule(tombstone):
    _, dutch, english = tombstone(note=NOTE)
    assert "Verwijderd door de redactie" in dutch
    assert '<a href="/huisregels/#regel-2">huisregel 2</a>, Val de mening aan' in dutch
    assert '<a href="/en/huisregels/#regel-2">house rule 2</a>, Attack the opinion' in english


def test_the_tombstone_says_that_it_was_the_law(tombstone):
    _, dutch, _ = tombstone(ground=DecisionBasis.from_law("Artikel 266"))
    assert "in strijd met de wet" in dutch
    assert "Artikel 266" not in dutch


def test_it_is_the_same_live_and_after_a_reload(tombstone, client):
    comment, dutch, _ = tombstone()
    frame = client.get("/opinie/samen/veranderd/?since=0").json()
    [shown] = [one["html"] for one in frame["comments"] if one["id"] == comment.pk]
    assert shown in dutch
    drawn = Comment.objects.for_rendering().get(pk=comment.pk)
    assert render_fragment(drawn, "nl") == shown


def test_many_tombstones_cost_no_more(article, write, judge, client, django_assert_num_queries):
    for n in range(8):
        comment = write(article, email=f"d{n}@example.org")
        write(article, "Een antwoord.", parent=comment, email=f"a{n}@example.org")
        judge(comment, Verdict.REJECT)
    with django_assert_num_queries(4):
        client.get("/opinie/samen/veranderd/?since=0")


def test_what_is_restored_names_no_rule(tombstone, judge):
    comment, *_ = tombstone()
    after = judge(comment, Verdict.APPROVE)
    assert after.removal is None
    # And removed again, it names the newer rule.
    after = judge(comment, Verdict.REJECT, reason="spam")
    assert after.removal.house_rule.number == 5


def test_a_retired_rule_is_still_named(tombstone, editor):
    tombstone()
    retire_house_rule(HouseRule.objects.get(number=2), by=editor)
    page = Client().get("/opinie/samen/").content.decode()
    assert "#regel-2" in page


# --- When one can object -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "until"),
    [
        ("2026-01-15", "2026-07-15"),
        ("2026-08-31", "2027-02-28"),
        ("2026-12-31", "2027-06-30"),
        ("2026-06-30", "2026-12-30"),
    ],
)
def test_six_calendar_months(told, until):
    day = datetime.fromisoformat(told).replace(hour=12, tzinfo=UTC)
    last = timezone.localtime(Statement(created_at=day).appeal_until)
    assert (last.date().isoformat(), last.hour) == (until, 23)


def test_it_survives_its_writer(removed, client, db):
    assert User.objects.count()
    Decision.objects.update(by=None)
    assert client.get(removed.get_absolute_url()).status_code == 200
