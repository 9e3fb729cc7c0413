"""Learning from the moderators' decisions, and the learned rule."""

import json
import random
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article
from comments import actions, judging, moderation_rules
from comments.actions import SeenState, Verdict, learning
from comments.learned import calibration, features
from comments.learned.bayes import NaiveBayes
from comments.learned.current import classifier_report, current_classifier
from comments.learned.quality import FEWEST, FEWEST_EACH, measure_quality
from comments.models import Comment, Decision, Learned, Lesson, Revision, RuleSetting
from common.html.safe import SafeText
from desk.dry_run import dry_run_rules
from desk.forms.rules import RuleModesForm
from tests.comments.test_judging import held_by
from tools.bench.reactions import make


@pytest.fixture(autouse=True)
def _in_english():
    translation.activate("en")


FOUL = "Wat ben jij een domme sukkel, hou toch je mond idioot."
FAIR = "Volgens mij klopt dit argument niet, want de cijfers zeggen iets anders."


# --- The parts -----------------------------------------------------------------------------------


def taught(*texts: tuple[str, bool]) -> NaiveBayes:
    bayes = NaiveBayes()
    for text, rejected in texts:
        bayes.learn(features.text_features(text), rejected=rejected)
    return bayes


def test_a_weight_is_the_logarithm_of_how_many_times_likelier():
    bayes = NaiveBayes()
    bayes.learn({1, 2}, rejected=True)
    bayes.learn({1, 3, 4}, rejected=False)
    # By hand, from equation 13.7: (1 + .1) / (2 + .1 V) against (0 + .1) / (3 + .1 V).
    v = features.FEATURE_SPACE
    assert bayes.weight(2) == pytest.approx(
        calibration.log1p((1.1 / (2 + 0.1 * v)) / (0.1 / (3 + 0.1 * v)) - 1)
    )
    assert bayes.weight(1) == pytest.approx(0, abs=1e-3)
    assert bayes.weight(3) < 0 < bayes.weight(2)
    assert bayes.score([]) is None


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.text(max_size=80), st.booleans()), max_size=8), st.randoms())
def test_what_is_unlearned_was_never_learned(lessons, chance):
    bayes = taught((FAIR, False), (FOUL, True))
    before = bayes.to_bytes(), bayes.score(features.text_features(FOUL))
    for text, rejected in lessons:
        bayes.learn(features.text_features(text), rejected=rejected)
    for text, rejected in chance.sample(lessons, len(lessons)):
        bayes.unlearn(features.text_features(text), rejected=rejected)
    assert (bayes.to_bytes(), bayes.score(features.text_features(FOUL))) == before


def test_what_was_never_learned_cannot_be_unlearned():
    with pytest.raises(OverflowError):
        taught((FAIR, False)).unlearn(features.text_features(FOUL), rejected=True)


def test_it_is_kept_as_plain_numbers_and_read_back_the_same():
    bayes = taught((FAIR, False), (FOUL, True))
    again = NaiveBayes.from_bytes(bayes.to_bytes(), 1, 1)
    places = features.text_features("Jij klopt niet, domme sukkel.")
    assert bayes.score(places) is not None
    assert again.score(places) == bayes.score(places)
    assert (again.approved_texts, again.rejected_texts) == (1, 1)


@pytest.mark.parametrize("data", [b"", b"rommel", NaiveBayes().to_bytes()[:-9]])
def test_what_is_no_counts_is_refused(data):
    with pytest.raises(ValueError, match=r".+"):
        NaiveBayes.from_bytes(data, 0, 0)


@pytest.mark.parametrize("disguised", ["IDIOOT", "idіооt", "1d1oot", "i\u200bdioot", "ídióót"])
def test_disguises_make_no_difference(disguised):
    assert features.text_features(disguised) == features.text_features("idioot")


def test_words_are_shown_as_they_were_written():
    assert [word for word, _ in features.words_with_features("Héél ÉÉN heel idioot!!")] == [
        *("Héél", "ÉÉN", "idioot", "!!")
    ]


def test_the_curve_finds_what_made_the_scores():
    chance = random.Random(3)
    made = calibration.CalibrationCurve(slope=0.7, shift=-1.2)
    scores = [chance.gauss(0, 4) for _ in range(20_000)]
    found = calibration.fit_curve(
        [(score, chance.random() < made.certainty(score)) for score in scores]
    )
    assert found.slope == pytest.approx(0.7, rel=0.06)
    assert found.shift == pytest.approx(-1.2, rel=0.06)


@pytest.mark.parametrize(
    "scored", [[(2.0, True), (-2.0, False)] * 50, [(0.0, True)] * 9, [(1e6, True), (-1e6, False)]]
)
def test_the_curve_of_odd_scores_is_a_certainty(scored):
    curve = calibration.fit_curve(scored)
    assert all(0 <= curve.certainty(score) <= 1 for score, _ in scored)


def test_precision_recall_brier_and_table_by_hand():
    judged = [(0.9, True), (0.8, False), (0.6, True), (0.1, False), (0.1, True)]
    assert calibration.hits_at_bound(judged, 80)[1:] == (2, 1, 3)
    assert calibration.hits_at_bound(judged, 80).precision == 0.5
    assert calibration.hits_at_bound(judged, 60).recall == pytest.approx(2 / 3)
    assert calibration.hits_at_bound(judged, 95).precision is None
    assert calibration.brier_score(judged) == pytest.approx((0.01 + 0.64 + 0.16 + 0.01 + 0.81) / 5)
    assert [row.count for row in calibration.calibration_table(judged)] == [2, 1, 2]


def test_what_is_held_back_is_judged_by_what_came_before_alone():
    """The later decisions turned round change the figures, not the certainties."""
    made = make(800)
    bayes, scored = NaiveBayes(), []
    for one in made:
        places = features.text_features(one.text)
        scored.append((bayes.score(places), one.rejected))
        bayes.learn(places, rejected=one.rejected)
    good = measure_quality(scored)
    turned = measure_quality(
        [*scored[:600], *((score, not rejected) for score, rejected in scored[600:])]
    )
    assert good.looked_at == turned.looked_at == 200
    assert [row.held for row in good.bounds] == [row.held for row in turned.bounds]
    assert [round(row.said, 9) for row in good.table] == [
        round(row.said, 9) for row in turned.table
    ]
    assert good.brier < good.brier_of_share / 1.5
    assert turned.brier > good.brier_of_share


def test_decisions_of_one_kind_tell_nothing():
    assert measure_quality([(1.0, True), (-1.0, False)] * 150 + [(0.0, False)] * 300) is None


# --- Learning from decisions ---------------------------------------------------------------------


@pytest.fixture
def waiting(write, make_article):
    """Write what waits for a moderator, each by another guest."""
    article = make_article("wacht", policy=Article.Policy.HOLD_ALL)
    count = iter(range(10_000))

    def waiting(text: str) -> Comment:
        return write(article, text, email=f"gast{next(count)}@example.org")

    return waiting


def row() -> Learned:
    return Learned.objects.get()


def test_a_decision_is_learned_by_the_worker_soon_after(waiting, judge):
    comment = waiting(FOUL)
    actions.learn_decisions.call()
    assert (row().approved, row().rejected) == (0, 0)
    judge(comment, Verdict.REJECT)
    [task] = DBTaskResult.objects.filter(task_path__endswith="learn_decisions")
    assert task.run_after <= timezone.now() + timedelta(seconds=learning.LEARN_DELAY)
    actions.learn_decisions.call()
    [lesson] = Lesson.objects.all()
    assert (lesson.comment_id, lesson.revision, lesson.rejected, lesson.score) == (
        *(comment.pk, 1, True, None),
    )
    assert row().rejected == 1


def test_many_decisions_at_once_ask_for_one_task(waiting, judge):
    for _ in range(3):
        judge(waiting(FAIR), Verdict.APPROVE)
    assert DBTaskResult.objects.filter(task_path__endswith="learn_decisions").count() == 1


def test_learning_twice_changes_nothing(waiting, judge):
    judge(waiting(FOUL), Verdict.REJECT)
    actions.learn_decisions.call()
    before = Learned.objects.values().get()
    actions.learn_decisions.call()
    assert Learned.objects.values().get() == before


def test_a_changed_decision_is_unlearned_and_learned_again(waiting, judge):
    comment = judge(waiting(FAIR), Verdict.REJECT)
    actions.learn_decisions.call()
    judge(comment, Verdict.APPROVE)
    actions.learn_decisions.call()
    assert (row().approved, row().rejected) == (1, 0)
    only_approved = taught((FAIR, False))
    assert bytes(row().counts) == only_approved.to_bytes()
    assert list(Lesson.objects.values_list("rejected", flat=True)) == [False]


def test_a_decision_taken_back_is_unlearned(waiting, judge, moderator):
    comment = judge(waiting(FOUL), Verdict.REJECT)
    actions.learn_decisions.call()
    Decision.objects.create(
        comment=comment,
        revision=1,
        verdict=Verdict.HOLD,
        by=moderator,
        from_status="rejected",
        to_status="pending",
    )
    actions.learn_decisions.call()
    assert bytes(row().counts) == NaiveBayes().to_bytes()
    assert (row().approved, row().rejected, Lesson.objects.count()) == (0, 0, 0)


def test_each_text_of_a_reaction_is_a_lesson_of_its_own(write, article, watched, judge):
    comment = actions.revise_comment(write(article, FAIR), SafeText(f"{watched} {FOUL}"))
    judge(comment, Verdict.REJECT)  # the change
    judge(comment, Verdict.REJECT)  # what was public, under the same number of text
    actions.learn_decisions.call()
    assert list(Lesson.objects.values_list("revision", "rejected")) == [(2, True)]


def test_what_rules_decide_or_the_team_writes_is_no_lesson(
    waiting, write, article, editor, judge, watched
):
    actions.set_rules({"watched_word": RuleSetting.Mode.REJECT})
    assert waiting(f"Een {watched} woord.").status == "rejected"
    judge(write(article, FAIR, user=editor), Verdict.REJECT)
    actions.learn_decisions.call()
    assert not Lesson.objects.exists()


def test_a_decision_that_committed_late_is_found_all_the_same(waiting, judge):
    early, late = waiting(FOUL), waiting(FAIR)
    judge(early, Verdict.REJECT)
    judge(late, Verdict.APPROVE)
    actions.learn_decisions.call()
    # As if the first had not been there yet.
    Lesson.objects.filter(comment=early).delete()
    counts = taught((FAIR, False))
    Learned.objects.update(counts=counts.to_bytes(), rejected=0)
    actions.learn_decisions.call()
    assert (row().approved, row().rejected) == (1, 1)


def test_a_text_that_was_erased_makes_it_learn_anew(waiting, judge):
    comment = judge(waiting(FOUL), Verdict.REJECT)
    judge(waiting(FAIR), Verdict.APPROVE)
    actions.learn_decisions.call()
    Revision.objects.filter(comment=comment).update(text="Gewist.")
    judge(comment, Verdict.APPROVE)
    actions.learn_decisions.call()
    assert not Learned.objects.exists()
    actions.learn_decisions.call()
    assert bytes(row().counts) == taught(("Gewist.", False), (FAIR, False)).to_bytes()


def test_another_way_of_looking_at_texts_learns_all_anew(waiting, judge, monkeypatch):
    judge(waiting(FOUL), Verdict.REJECT)
    actions.learn_decisions.call()
    monkeypatch.setattr(features, "FEATURE_SCHEME", features.FEATURE_SCHEME + 1)
    assert current_classifier() is None
    actions.learn_decisions.call()
    assert (row().scheme, row().rejected, Lesson.objects.count()) == (features.FEATURE_SCHEME, 1, 1)


# --- The rule ------------------------------------------------------------------------------------


@pytest.fixture
def decide_many(db, make_article, moderator):
    """Have a moderator decide on this many made-up reactions, and learn them."""

    def decide_many(count: int, made=None) -> None:
        article = make_article(f"leer{Article.objects.count()}")
        made = made or make(count)
        comments = Comment.objects.bulk_create(
            Comment(
                article=article,
                name="Daan",
                text=one.text,
                html=one.text,
                status="rejected" if one.rejected else "withdrawn",
            )
            for one in made
        )
        Revision.objects.bulk_create(
            Revision(comment=comment, number=1, text=comment.text, html=comment.html)
            for comment in comments
        )
        Decision.objects.bulk_create(
            Decision(
                comment=comment,
                revision=1,
                verdict=Verdict.REJECT if one.rejected else Verdict.APPROVE,
                reason="insult" if one.rejected else "",
                by=moderator,
                from_status="pending",
                to_status=comment.status,
            )
            for comment, one in zip(comments, made, strict=True)
        )
        actions.learn_decisions.call()

    return decide_many


@pytest.fixture
def learned(decide_many) -> None:
    decide_many(600)


def test_what_looks_like_the_refused_is_held_with_its_certainty(learned, write, article):
    comment = write(article, FOUL)
    assert held_by(comment) == "learned"
    certainty = int(comment.decisions.get().note.removesuffix(" %"))
    assert 80 <= certainty <= 100
    assert held_by(write(article, FAIR, email="ander@example.org")) == ""


@pytest.fixture
def try_text(client, moderator):
    client.force_login(moderator)

    def try_text(text: str) -> str:
        page = client.post("/moderatie/woorden/", {"try": "1", "text": text}).content.decode()
        return " ".join(re.sub(r"<[^>]+>", " ", page.partition('id="proberen"')[2]).split())

    return try_text


def test_a_tried_text_shows_what_it_would_say(learned, try_text, settings):
    told = try_text(FOUL)
    assert re.search(r"Geleerde regel: (8|9)\d % zeker", told)
    assert "sukkel" in told.partition("Voor afwijzen wegen het zwaarst:")[2]
    assert "Dat zou de tekst vasthouden: de regel houdt vast vanaf 80 %." in told
    assert "Dat zou de tekst niet vasthouden" in try_text(FAIR)
    assert "zwijgt: te veel in deze tekst is nieuw" in try_text("Qwert zxcvb yuiop hjkl bnm.")
    settings.COMMENTS_LEARNED_CERTAINTY = 101
    assert "Dat zou de tekst niet vasthouden" in try_text(FOUL)
    RuleSetting.objects.create(rule="learned", mode="off")
    assert "De geleerde regel staat uit" in try_text(FOUL)


def test_a_tried_text_says_that_it_is_silent(db, try_text):
    assert "zwijgt: er zijn nog te weinig besluiten" in try_text(FOUL)


def test_a_higher_bound_holds_less(learned, settings, write, article):
    settings.COMMENTS_LEARNED_CERTAINTY = 101
    assert held_by(write(article, FOUL)) == ""


@pytest.mark.parametrize(
    ("approved", "rejected", "speaks"),
    [
        (FEWEST - FEWEST_EACH, FEWEST_EACH, True),
        (FEWEST - FEWEST_EACH, FEWEST_EACH - 1, False),
        (FEWEST_EACH - 1, FEWEST, False),
    ],
)
def test_it_is_silent_until_it_knows_enough_of_both_kinds(approved, rejected, speaks, decide_many):
    many = [one._replace(rejected=one.kind != "fair") for one in make(1500)]
    fair = [one for one in many if not one.rejected][:approved]
    foul = [one for one in many if one.rejected][:rejected]
    decide_many(0, [*foul, *fair])
    assert (row().approved, row().rejected) == (approved, rejected)
    assert (current_classifier() is not None) == speaks


def test_set_to_reject_it_still_only_holds(learned, write, article):
    RuleSetting.objects.create(rule="learned", mode=RuleSetting.Mode.REJECT)
    comment = write(article, FOUL)
    assert (comment.status, held_by(comment)) == ("pending", "learned")


def test_the_form_does_not_offer_to_reject(db):
    form = RuleModesForm(modes={})
    assert [mode for mode, _ in form.fields["learned"].choices] == ["off", "hold"]
    assert [mode for mode, _ in form.fields["links"].choices] == ["off", "hold", "reject"]
    assert not RuleModesForm({**form.initial, "learned": "reject"}, modes={}).is_valid()


@pytest.mark.parametrize("under", [False, True])
def test_it_can_be_off_for_the_site_or_one_piece(under, learned, write, article):
    actions.set_rules({"learned": RuleSetting.Mode.OFF}, article if under else None)
    assert held_by(write(article, FOUL)) == ""


def test_every_other_rule_goes_before_it(learned, write, article, watched):
    assert [rule.name for rule in moderation_rules.MODERATION_RULES][-1] == "learned"
    assert held_by(write(article, f"{FOUL} {watched}")) == "watched_word"


def test_the_slow_rules_are_asked_before_the_article_is_held(learned, write, article, monkeypatch):
    """Neither a new reaction, nor a confirmed one, nor a change reads a text under the lock."""
    in_transaction = []
    places = features.text_features

    def noticed(text):
        in_transaction.append(len(connection.savepoint_ids) > depth)
        return places(text)

    depth = len(connection.savepoint_ids)
    monkeypatch.setattr(features, "text_features", noticed)
    actions.revise_comment(write(article, FAIR), SafeText("Toch " + FAIR))
    guest = actions.CommentWriter(name="Daan", email="daan@example.org")
    sent = actions.submit_comment(
        *(article, guest),
        text=SafeText(FAIR + "!"),
        key="9" * 32,
        language="nl",
        confirm_first=True,
    )
    actions.confirm_comment(sent)
    assert in_transaction == [False] * 3


def test_a_text_that_changed_after_the_question_is_asked_about_again(learned, write, article):
    comment = write(article, FAIR)
    asked = judging.ask_slow_rules(comment)
    comment.text = FOUL
    assert judging.judge_comment(comment, asked).rule == "learned"
    comment.text = FAIR
    assert judging.judge_comment(comment, asked).rule != "learned"


def test_another_process_sees_at_once_what_was_learned(learned, decide_many):
    before = current_classifier()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert current_classifier() is before
    assert len(queries) == 1
    decide_many(50, make(50, seed=2))
    assert current_classifier() is not before


def test_the_dry_run_asks_it_too(learned, write, article):
    comment = write(article, FOUL)
    result = dry_run_rules({"learned": RuleSetting.Mode.OFF}, article)
    [difference] = result.differences
    assert (difference.comment.pk, difference.now.rule) == (comment.pk, "learned")
    assert difference.then.verdict == Verdict.APPROVE


# --- At the desk ---------------------------------------------------------------------------------


def test_an_entry_shows_the_certainty_and_the_words(learned, write, article, client, moderator):
    comment = write(article, "De cijfers kloppen niet, jij <b>sukkel</b> dat je bent.")
    client.force_login(moderator)
    page = client.get(reverse("judge", args=[comment.pk])).content.decode()
    certainty = current_classifier().opinion(comment.text).certainty
    assert f"Learned rule: {certainty} % certain that a moderator would reject this" in page
    weighs = page.split("Strongest signals to reject:")[1].split("</p>")[0]
    assert "sukkel" in weighs


def test_an_entry_says_nothing_while_it_is_silent(write, make_article, client, moderator):
    article = make_article(policy=Article.Policy.HOLD_ALL)
    comment = write(article, FOUL)
    client.force_login(moderator)
    page = client.get(reverse("judge", args=[comment.pk])).content.decode()
    assert "Learned rule" not in page


def test_the_figures_are_kept_with_their_counts(learned, client, moderator):
    found = classifier_report()
    assert (found.learned, found.is_quiet) == (600, False)
    assert found.quality.looked_at == 150
    bounds = {hits.bound: hits for hits in found.quality.bounds}
    assert bounds[50].recall > bounds[80].recall > 0.2
    assert bounds[80].precision > 0.7
    assert json.dumps(row().quality)
    client.force_login(moderator)
    page = client.get(reverse("statistics")).content.decode()
    assert "What each threshold would have held" in page
    assert f"<td>{bounds[80].held}</td><td>{100 * bounds[80].precision:.0f} %</td>" in page


def test_before_that_the_page_says_what_it_waits_for(waiting, judge, client, moderator):
    client.force_login(moderator)
    assert "Nothing learned yet" in client.get(reverse("statistics")).content.decode()
    judge(waiting(FOUL), Verdict.REJECT)
    actions.learn_decisions.call()
    assert f"until there are {FEWEST}" in client.get(reverse("statistics")).content.decode()


def test_nothing_of_what_was_written_is_in_what_was_learned(learned):
    """Numbers only: no word can be read back out of the row."""
    kept = Learned.objects.values().get()
    assert not [name for name, value in kept.items() if isinstance(value, str)]
    assert not [
        word for word in ("sukkel", "idioot", "crypto") if word in json.dumps(row().quality)
    ]
    assert set(NaiveBayes.from_bytes(bytes(kept["counts"]), 0, 0).rejected) <= set(range(601))


def test_seen_is_what_was_decided_on(waiting, moderator):
    """A decision refused because the text changed teaches nothing."""
    comment = waiting(FOUL)
    seen = SeenState.of(comment)
    actions.revise_comment(comment, SafeText(FAIR))
    with pytest.raises(actions.DecisionConflict):
        actions.decide_comment(comment, Verdict.REJECT, by=moderator, seen=seen, reason="insult")
    cache.clear()
    actions.learn_decisions.call()
    assert not Lesson.objects.exists()


def test_of_a_text_that_is_mostly_new_nothing_is_said(learned, write, article):
    """Real prose, of which made-up reactions taught it next to nothing, is not held wholesale."""
    new = (
        "Gisteren fietste mijn overgrootmoeder langs vermolmde steigers naar Harderwijk; "
        "onderweg telde zij zeventien ooievaars en twee verroeste hooiwagens."
    )
    assert current_classifier().certainty(new) is None
    assert held_by(write(article, new)) == ""
    assert current_classifier().opinion(new) is None
    assert current_classifier().certainty(FOUL) > 0.8


def test_texts_on_which_nothing_was_said_count_as_missed():
    lessons = [(3.0, True), (-3.0, False)] * 150
    known = measure_quality(lessons)
    told = measure_quality(
        [*lessons[:-4], (None, True), (None, False), (None, True), (None, False)]
    )
    assert (known.silent, told.silent) == (0, 4)
    assert known.rejected == told.rejected
    at = {hits.bound: hits for hits in told.bounds}[50]
    assert at.held == at.rejected - 2
