"""The rules: what waits for a moderator and what is public at once."""

import pytest

from articles.models import Article
from comments import actions
from comments.actions import Verdict
from comments.models import Comment, WatchedWord
from comments.pages import load_thread_page
from common.html.safe import SafeText


def held_by(comment: Comment) -> str:
    """The rule that held it, or nothing."""
    decision = comment.decisions.last()
    assert (decision.verdict == "hold") == (comment.held_at is not None)
    return decision.rule if decision.verdict == "hold" else ""


def confirmed(write, article, **guest) -> Comment:
    comment = write(article, **guest)
    Comment.objects.filter(pk=comment.pk).update(confirmed_at=comment.created_at)
    return comment


# --- Policies ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site", "own", "rule"),
    [
        ("publish", "site", ""),
        ("publish", "hold_all", "policy"),
        ("publish", "first_time", "first_time"),
        ("hold_all", "site", "policy"),
        ("hold_all", "publish", ""),
        ("first_time", "site", "first_time"),
        ("pubish", "site", "policy"),  # misspelt in the environment: nothing gets out
    ],
)
def test_an_article_follows_the_site_or_its_own_policy(
    site, own, rule, settings, make_article, write, reader
):
    settings.COMMENTS_POLICY = site
    assert held_by(write(make_article(policy=own), user=reader)) == rule


class TestFirstTime:
    @pytest.fixture
    def article(self, make_article) -> Article:
        return make_article(policy=Article.Policy.FIRST_TIME)

    def test_a_member_is_known_once_approved(self, article, write, reader, judge):
        first, second = write(article, user=reader), write(article, user=reader)
        assert (held_by(first), held_by(second)) == ("first_time", "first_time")
        judge(first, Verdict.APPROVE)
        assert held_by(write(article, user=reader)) == ""

    def test_a_guest_is_known_by_a_confirmed_address_in_any_case(self, article, write, judge):
        first = confirmed(write, article)
        judge(first, Verdict.APPROVE)
        assert held_by(write(article, email="DAAN@example.org ")) == ""
        assert held_by(write(article, email="ander@example.org")) == "first_time"

    def test_an_address_that_was_never_confirmed_makes_nobody_known(self, article, write, judge):
        judge(write(article), Verdict.APPROVE)
        assert held_by(write(article)) == "first_time"

    def test_a_guest_does_not_borrow_a_members_past(self, article, write, reader, judge):
        judge(write(article, user=reader), Verdict.APPROVE)
        assert held_by(write(article, email=reader.email)) == "first_time"

    @pytest.mark.parametrize("verdicts", [["reject"], ["approve", "reject"]])
    def test_what_was_rejected_or_removed_makes_nobody_known(
        self, verdicts, article, write, reader, judge
    ):
        comment = write(article, user=reader)
        for verdict in verdicts:
            judge(comment, verdict)
        assert held_by(write(article, user=reader)) == "first_time"

    def test_an_edit_of_the_only_approved_reaction_is_looked_at_again(
        self, article, write, reader, judge
    ):
        """Else an innocent text is approved, and made into another a minute later."""
        comment = judge(write(article, user=reader), Verdict.APPROVE)
        assert (
            held_by(actions.revise_comment(comment, SafeText("Toch iets anders."))) == "first_time"
        )


def test_an_unconfirmed_guest_is_never_public_where_they_are_held(settings, article, write):
    """COMMENTS_GUESTS=hold promises that a moderator judges guests who confirmed nothing."""
    settings.COMMENTS_GUESTS = "hold"
    assert write(article).status == Comment.Status.PENDING


def test_an_unconfirmed_guest_does_not_borrow_a_confirmed_address(
    settings, make_article, write, judge
):
    article = make_article(policy=Article.Policy.FIRST_TIME)
    judge(confirmed(write, article), Verdict.APPROVE)
    settings.COMMENTS_GUESTS = "hold"
    assert write(article).status == Comment.Status.PENDING


# --- The team ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["author", "moderator", "editor"])
def test_the_team_is_public_at_once(who, request, make_article, write, watched):
    article = make_article(policy=Article.Policy.HOLD_ALL)
    comment = write(article, f"Een {watched} woord.", user=request.getfixturevalue(who))
    assert comment.is_published
    assert comment.role == ("author" if who == "author" else "editor")


def test_an_author_is_a_reader_under_anothers_article(article, write, author):
    article.bylines.all().delete()
    article = Article.objects.get(pk=article.pk)
    assert write(article, user=author).role == "reader"


# --- Words and links -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "text", "is_held"),
    [
        ("sukkel", "Wat een sukkel!", True),
        ("sukkel", "SUKKEL", True),
        ("sukkel", "Sükkel", True),
        ("sükkel", "sukkel", True),
        ("sukkel", "su\u0308kkel", True),
        ("sukkel", "sukkels", False),
        ("sukkel*", "sukkeltje", True),
        ("sukkel*", "aartssukkel", False),
        ("sukkel", "aartssukkel", False),
        ("sukkel", "een-sukkel.", True),
        ("sukkel", "**sukkel**", True),
        ("sukkel", "_sukkel_", True),
        ("sukkel", "su\u200bkkel", True),  # zero-width space
        ("sukkel", "su\u00adkkel", True),  # soft hyphen
        ("sukkel", "su\u200dkkel", True),  # joiner
        ("sukkel", "su\u034fkkel", True),  # combining grapheme joiner
        ("sukkel", "su\ufe0fkkel", True),  # variation selector
        ("sukkel", "su\u3164kkel", True),  # a letter without a shape
        ("sukkel", "su\uffa0kkel", True),
        ("sukkel", "su\u17b4kkel", True),
        ("sukkel", "su\U000e0041kkel", True),  # a tag letter
        ("sukkel", "ｓｕｋｋｅｌ", True),  # full width
        ("twee woorden", "Met twee woorden.", True),
        ("twee woorden", "Met twee\nwoorden.", True),
        ("a.b", "axb", False),
    ],
)
def test_a_watched_word_holds(word, text, is_held, article, write):
    WatchedWord.objects.create(word=word)
    assert held_by(write(article, text)) == ("watched_word" if is_held else "")


def test_a_watched_word_in_the_name_holds(article, write, watched):
    assert held_by(write(article, name=f"De {watched}")) == "watched_word"


@pytest.mark.parametrize(("links", "rule"), [(2, ""), (3, "links")])
def test_more_links_than_allowed_hold(links, rule, article, write):
    text = " ".join(f"https://example.org/{n}" for n in range(links))
    assert held_by(write(article, text)) == rule


# --- Edits of what is public ---------------------------------------------------------------------


def test_the_old_text_stays_public_while_an_edit_is_held(in_state, article):
    comment = in_state("held edit")
    [place] = load_thread_page(article, "nl").places
    assert "Dat zie ik anders." in place.html
    assert "verboden" not in place.html
    assert comment.shown_revision == 1
    assert comment.edited_at is None


def test_an_approved_edit_is_public_and_marked(in_state, article, judge):
    comment = judge(in_state("held edit"), Verdict.APPROVE)
    assert (comment.shown_revision, comment.revision) == (2, 2)
    assert "Toch verboden." in load_thread_page(article, "nl").places[0].html
    assert comment.is_edited


def test_a_refused_edit_leaves_the_old_text_and_a_next_edit_is_judged_anew(
    in_state, article, judge
):
    comment = judge(in_state("held edit"), Verdict.REJECT)
    assert "verboden" not in load_thread_page(article, "nl").places[0].html
    comment = actions.revise_comment(comment, SafeText("Nu netjes."))
    assert (comment.shown_revision, comment.revision) == (3, 3)
    assert "Nu netjes." in load_thread_page(article, "nl").places[0].html


def test_an_innocent_edit_after_a_held_one_leaves_the_queue(in_state):
    comment = actions.revise_comment(in_state("held edit"), SafeText("Nu netjes."))
    assert comment.text == "Nu netjes."
    assert not Comment.objects.queue().exists()


def test_a_held_edit_of_what_waits_keeps_its_turn(in_state):
    comment = in_state("pending")
    assert actions.revise_comment(comment, SafeText("Ander woord.")).held_at == comment.held_at
