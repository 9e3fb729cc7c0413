"""The basis of a rejection: chosen by the moderator, or named by the rule that decides alone."""

import pytest

from comments import actions
from comments.actions import SeenState, Verdict
from comments.models import Comment, RuleSetting
from comments.moderation_rules import MODERATION_RULES
from desk.forms.deciding import DecisionForm
from moderation.actions import add_canned_reason, retire_house_rule
from moderation.basis import DecisionBasis
from moderation.models import HouseRule


@pytest.fixture
def waiting(article, write, watched) -> Comment:
    return write(article, f"Een {watched} woord.")


@pytest.fixture
def canned(editor):
    rule = HouseRule.objects.get(number=3)
    texts = {"text_nl": "Er staat een nummer in.", "text_en": "There is a number in it."}
    return add_canned_reason(by=editor, title="Nummer", house_rule=rule, **texts)


@pytest.fixture
def reject(client, moderator, waiting):
    """Post the form of the desk, and give back what was decided."""
    client.force_login(moderator)

    def reject(**choices):
        form = {"verdict": "reject", "status": "pending", "revision": 1, "held": "True"}
        answer = client.post(f"/moderatie/{waiting.pk}/", form | choices)
        return answer, waiting.decisions.exclude(by=None).last()

    return reject


def test_a_rule_by_its_number(reject):
    answer, decision = reject(ground="2", note="Dit is schelden.")
    assert answer.status_code == 302
    assert (decision.house_rule.number, decision.reason, decision.law) == (2, "insult", "")
    assert decision.note == "Dit is schelden."


def test_the_law_in_words(reject):
    answer, decision = reject(ground="law", law="Artikel 137d Wetboek van Strafrecht")
    assert answer.status_code == 302
    assert (decision.house_rule, decision.reason) == (None, "illegal")
    assert decision.law == "Artikel 137d Wetboek van Strafrecht"


@pytest.mark.parametrize(
    "choices",
    [{}, {"ground": ""}, {"ground": "99"}, {"ground": "law"}, {"ground": "law", "law": " "}],
)
def test_never_without_a_ground(choices, reject):
    answer, decision = reject(note="Zomaar.", **choices)
    assert answer.status_code == 422
    assert decision is None
    assert "Zomaar." in answer.content.decode()


def test_a_canned_reason_is_used_where_nothing_was_typed(reject, canned):
    _answer, decision = reject(canned=canned.pk)
    assert (decision.house_rule.number, decision.note) == (3, "Er staat een nummer in.")


def test_what_was_typed_goes_over_the_canned_reason(reject, canned):
    _answer, decision = reject(canned=canned.pk, ground="1", note="In eigen woorden.")
    assert (decision.house_rule.number, decision.note) == (1, "In eigen woorden.")


def test_a_canned_reason_speaks_the_writers_language(reject, canned, waiting):
    Comment.objects.update(language="en")
    _answer, decision = reject(canned=canned.pk)
    assert decision.note == "There is a number in it."


def test_a_canned_reason_under_a_retired_rule_asks_for_another(reject, canned, editor):
    retire_house_rule(canned.house_rule, by=editor)
    answer, decision = reject(canned=canned.pk)
    assert (answer.status_code, decision) == (422, None)


def test_an_approval_rests_on_nothing(client, moderator, waiting):
    client.force_login(moderator)
    form = {"verdict": "approve", "status": "pending", "revision": 1, "held": "True"}
    client.post(f"/moderatie/{waiting.pk}/", form | {"ground": "2", "law": "x"})
    decision = waiting.decisions.last()
    assert (decision.verdict, decision.house_rule, decision.law) == ("approve", None, "")


def test_a_retired_rule_cannot_be_chosen(editor):
    retire_house_rule(HouseRule.objects.get(number=4), by=editor)
    offered = dict(DecisionForm(language="nl").fields["ground"].choices)
    assert set(offered) == {"", "1", "2", "3", "5", "6", "law"}


def test_the_law_must_be_named(waiting, moderator):
    with pytest.raises(ValueError, match="law"):
        actions.decide_comment(
            waiting, Verdict.REJECT, by=moderator, seen=SeenState.of(waiting), reason="illegal"
        )
    ground = DecisionBasis.from_law("Artikel 266")
    actions.decide_comment(
        waiting, Verdict.REJECT, by=moderator, seen=SeenState.of(waiting), ground=ground
    )
    assert waiting.decisions.last().law == "Artikel 266"


def test_a_rule_that_rejects_cites_a_house_rule(article, write, watched):
    RuleSetting.objects.bulk_create(
        RuleSetting(rule=rule.name, mode="reject") for rule in MODERATION_RULES
    )
    for text, number in [(f"Een {watched} woord.", 2), ("DIT IS ALLEEN MAAR SCHREEUWEN", 6)]:
        comment = write(article, text)
        decision = comment.decisions.get()
        assert (comment.status, decision.house_rule.number) == ("rejected", number)
        assert decision.reason == decision.house_rule.category


def test_every_rule_stands_for_something_that_a_house_rule_forbids(db):
    kinds = {rule.category for rule in HouseRule.objects.active()}
    assert {rule.category for rule in MODERATION_RULES} <= kinds
