"""The rules of the house: what readers see of them, and what editors may do with them."""

import pytest

from common.html.safe import SafeText
from desk.forms.house_rules import CannedReasonForm
from moderation import actions
from moderation.basis import DecisionBasis
from moderation.models import AuditEntry, CannedReason, Category, HouseRule

RULE = {
    "title_nl": "Eén naam",
    "title_en": "One name",
    "text_nl": "Schrijf onder *één* naam. <script>alert(1)</script>",
    "text_en": "Write under *one* name.",
    "category": "other",
}
REASON = {
    "title": "Telefoonnummer",
    "ground": "3",
    "text_nl": "Er staat een telefoonnummer in.",
    "text_en": "There is a telephone number in it.",
    "position": "1",
}


def page(client, path: str = "/huisregels/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def record() -> list[tuple]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", "subject", "actor"))


def test_everyone_reads_them_in_their_own_language(client, db):
    dutch, english = page(client), page(client, "/en/huisregels/")
    for rule in HouseRule.objects.all():
        assert f'id="regel-{rule.number}"' in dutch
        assert rule.title_nl in dutch
        assert rule.title_nl not in english
        assert rule.title_en in english
    assert not client.cookies


def test_they_are_one_link_away(client, article):
    for path in ("/", "/opinie/samen/", "/opinie/samen/reageer/"):
        assert 'href="/huisregels/"' in page(client, path)
    form = page(client, "/opinie/samen/").partition('id="reageer"')[2].partition("</form>")[0]
    assert 'href="/huisregels/"' in form


def test_an_editor_adds_a_rule(client, editor):
    client.force_login(editor)
    assert client.post("/moderatie/huis/regel/", RULE).status_code == 302
    text = page(client)
    assert 'id="regel-7"' in text
    assert "<em>één</em>" in text
    assert "<script>alert" not in text
    assert record() == [("rule_added", "house_rule:7", editor.pk)]


@pytest.mark.parametrize("missing", ["title_nl", "title_en", "text_nl", "text_en", "category"])
def test_both_languages_are_required(missing, client, editor):
    client.force_login(editor)
    answer = client.post("/moderatie/huis/regel/", RULE | {missing: " "})
    assert answer.status_code == 422
    assert "Write under" in answer.content.decode() or missing == "text_en"
    assert HouseRule.objects.count() == 6


def test_a_rule_cannot_be_of_the_law(client, editor):
    client.force_login(editor)
    answer = client.post("/moderatie/huis/regel/", RULE | {"category": "illegal"})
    assert answer.status_code == 422


def test_a_changed_rule_says_when(client, editor):
    rule = HouseRule.objects.get(number=2)
    before = rule.changed_at
    client.force_login(editor)
    assert client.post("/moderatie/huis/regel/2/", RULE).status_code == 302
    rule.refresh_from_db()
    assert rule.title_nl == "Eén naam"
    assert rule.changed_at > before
    assert record() == [("rule_changed", "house_rule:2", editor.pk)]
    # The same once more is no change.
    client.post("/moderatie/huis/regel/2/", RULE)
    assert HouseRule.objects.get(number=2).changed_at == rule.changed_at
    assert len(record()) == 1


def test_a_number_is_never_given_again(editor):
    last = HouseRule.objects.get(number=6)
    actions.retire_house_rule(last, by=editor)
    texts = {name: SafeText(RULE[name]) for name in ("text_nl", "text_en")}
    assert actions.add_house_rule(by=editor, **RULE | texts).number == 7


def test_a_retired_rule_can_still_be_looked_up(client, editor):
    client.force_login(editor)
    assert client.post("/moderatie/huis/regel/5/", {"retire": "1"}).status_code == 302
    active, former = page(client).split("Vervallen regels")
    assert 'id="regel-5"' in former
    assert 'id="regel-5"' not in active
    client.post("/moderatie/huis/regel/5/", {"reinstate": "1"})
    assert "Vervallen regels" not in page(client)
    assert [verb for verb, *_ in record()] == ["rule_retired", "rule_reinstated"]


def test_the_last_rule_stays(client, editor):
    client.force_login(editor)
    for number in range(1, 7):
        answer = client.post(f"/moderatie/huis/regel/{number}/", {"retire": "1"}, follow=True)
    assert "laatste regel" in answer.content.decode()
    assert [rule.number for rule in HouseRule.objects.active()] == [6]


def test_what_is_cited_for_a_category(editor):
    assert DecisionBasis.for_category("spam").house_rule.number == 5
    actions.retire_house_rule(HouseRule.objects.get(number=5), by=editor)
    # None of its kind: the rule for other reasons, and counted as that.
    ground = DecisionBasis.for_category("spam")
    assert (ground.house_rule.number, ground.category) == (6, "other")
    actions.retire_house_rule(HouseRule.objects.get(number=6), by=editor)
    assert DecisionBasis.for_category("spam").house_rule.number == 1
    with pytest.raises(ValueError, match="law"):
        DecisionBasis.for_category(Category.ILLEGAL)


@pytest.mark.parametrize("path", ["regel/", "regel/1/", "reden/"])
@pytest.mark.parametrize("post", [False, True])
def test_only_editors_write_them(path, post, client, moderator, reader):
    ask = client.post if post else client.get
    assert ask(f"/moderatie/huis/{path}").status_code == 302  # to sign in
    client.force_login(reader)
    assert ask(f"/moderatie/huis/{path}").status_code == 403
    assert client.get("/moderatie/huis/").status_code == 403
    client.force_login(moderator)
    assert ask(f"/moderatie/huis/{path}").status_code == 403
    desk = page(client, "/moderatie/huis/")
    assert "/moderatie/huis/regel/" not in desk
    assert record() == []


def test_canned_reasons_are_kept(client, editor):
    client.force_login(editor)
    assert client.post("/moderatie/huis/reden/", REASON).status_code == 302
    canned = CannedReason.objects.get()
    assert (canned.house_rule.number, canned.law) == (3, "")
    law = {"ground": "law", "law": "Artikel 266 Wetboek van Strafrecht"}
    assert client.post(f"/moderatie/huis/reden/{canned.pk}/", REASON | law).status_code == 302
    canned.refresh_from_db()
    assert (canned.house_rule, canned.law) == (None, law["law"])
    assert "Artikel 266" in page(client, f"/moderatie/huis/reden/{canned.pk}/")
    client.post(f"/moderatie/huis/reden/{canned.pk}/", {"remove": "1"})
    assert not CannedReason.objects.exists()
    assert [verb for verb, *_ in record()] == ["canned_added", "canned_changed", "canned_removed"]


def test_a_canned_reason_rests_on_something(client, editor):
    client.force_login(editor)
    for wrong in ({"ground": ""}, {"ground": "law", "law": ""}, {"ground": "99"}):
        answer = client.post("/moderatie/huis/reden/", REASON | wrong)
        assert answer.status_code == 422
    assert not CannedReason.objects.exists()


def test_a_canned_reason_keeps_a_rule_that_was_retired(editor):
    rule = HouseRule.objects.get(number=3)
    fields = {"title": "x", "text_nl": "x", "text_en": "x", "house_rule": rule}
    canned = actions.add_canned_reason(by=editor, **fields)
    actions.retire_house_rule(rule, by=editor)
    form = CannedReasonForm(REASON, instance=canned, rules=list(HouseRule.objects.active()))
    assert form.is_valid()
    assert form.cleaned_data["house_rule"] == rule
