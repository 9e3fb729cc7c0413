"""The messages to an open page make it the page that a reload would show, whatever happened."""

import json
import uuid
from collections import Counter

import pytest
from django.test import TestCase
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

import common.live
from articles.models import Article
from comments import actions, live
from comments.actions import DecisionConflict, SeenState, Verdict, WrongState
from comments.models import Comment
from common.html.safe import SafeText
from tests.comments.conftest import WATCHED
from tests.comments.open_page import OpenPage

LANGUAGES = ("nl", "en")
STEPS = 20
EXAMPLES = 10


@pytest.fixture
def sent(monkeypatch) -> list[dict]:
    """Collect the messages to the articles' rooms, in order; nothing reaches the channel layer."""
    messages: list[dict] = []

    def send(room: str, message: dict) -> None:
        if message["type"] == "thread.changed":
            assert room == live.article_room(message["article"])
            messages.append(message)

    monkeypatch.setattr(common.live, "_send", send)
    return messages


def committed():
    """Do what is in this block as one transaction that commits."""
    return TestCase.captureOnCommitCallbacks(execute=True)


class Debate(RuleBasedStateMachine):
    """Anything anyone may do in a thread, in any order."""

    make_article = moderator = author = sent = None

    def __init__(self):
        super().__init__()
        self.words = 0
        self.sent.clear()
        self.article = self.make_article(f"a{uuid.uuid4().hex}")
        self.marks: dict[int, dict[int, str]] = {}  # key and revision to the mark in its text
        self.open = {language: OpenPage.fresh(self.article, language) for language in LANGUAGES}
        self.was = {language: [self.open[language]] for language in LANGUAGES}
        self.heard = self.checked = 0

    def teardown(self):
        """Every page that ever was catches up to the same page."""
        for language in LANGUAGES:
            now = OpenPage.fresh(self.article, language)
            assert now == OpenPage.fresh(self.article, language, cold=True)
            for earlier in self.was[language]:
                _, frame = live.thread_changes(self.article.pk, earlier.version, language)
                assert earlier.after(frame, reload=now) == now

    def text(self, held: bool) -> tuple[str, str]:
        self.words += 1
        mark = f"m{self.words}erk"
        return mark, f"{mark} {WATCHED if held else ''}"

    def any_comment(self, which: int) -> Comment | None:
        comments = Comment.objects.filter(article=self.article).order_by("pk")
        return comments[which % len(comments)] if comments else None

    @initialize()
    def two_to_start_with(self):
        self.submit(0, False, False, False, False)
        self.submit(1, True, False, False, False)

    @rule(
        which=st.integers(0, 30),
        answers=st.booleans(),
        held=st.booleans(),
        confirm_first=st.booleans(),
        by_author=st.booleans(),
    )
    def submit(self, which, answers, held, confirm_first, by_author):
        # Also under what is public no more: it may go between the form's check and the verb.
        parents = Comment.objects.filter(article=self.article, path__isnull=False).order_by("pk")
        parent = parents[which % len(parents)] if answers and parents else None
        mark, text = self.text(held)
        writer = (
            actions.CommentWriter.member(self.author)
            if by_author
            else actions.CommentWriter(name=f"Naam{mark}", email=f"{mark}@example.org")
        )
        with committed():
            comment = actions.submit_comment(
                self.article,
                writer,
                text=SafeText(text),
                parent=parent,
                key=uuid.uuid4(),
                language="nl",
                confirm_first=confirm_first and not by_author,
            )
        self.marks[comment.pk] = {1: mark}

    @rule(which=st.integers(0, 30))
    def confirm(self, which):
        waiting = Comment.objects.filter(
            article=self.article, status=Comment.Status.UNCONFIRMED
        ).order_by("pk")
        if waiting:
            with committed():
                actions.confirm_comment(waiting[which % len(waiting)])

    @rule(which=st.integers(0, 30), held=st.booleans())
    def edit(self, which, held):
        if (comment := self.any_comment(which)) is None:
            return
        mark, text = self.text(held)
        try:
            with committed():
                comment = actions.revise_comment(comment, SafeText(text))
        except WrongState:
            return
        self.marks[comment.pk][comment.revision] = mark

    @rule(which=st.integers(0, 30))
    def withdraw(self, which):
        if comment := self.any_comment(which):
            try:
                with committed():
                    actions.withdraw_comment(comment)
            except WrongState:
                pass

    @rule(which=st.integers(0, 30), verdict=st.sampled_from(["approve", "reject"]))
    def decide(self, which, verdict):
        if comment := self.any_comment(which):
            try:
                with committed():
                    actions.decide_comment(
                        comment,
                        verdict,
                        by=self.moderator,
                        seen=SeenState.of(comment),
                        reason="spam",
                    )
            except DecisionConflict:
                pass

    @rule(which=st.integers(0, 30))
    def approve_what_waits(self, which):
        queue = Comment.objects.filter(article=self.article).queue()
        if queue:
            comment = queue[which % len(queue)]
            with committed():
                actions.decide_comment(
                    comment, Verdict.APPROVE, by=self.moderator, seen=SeenState.of(comment)
                )

    @invariant()
    def frames_follow_each_other_without_a_gap(self):
        version = self.checked
        for message in (message for message in self.sent if message["last"] > self.checked):
            assert message["first"] == version + 1
            assert message["last"] >= message["first"]
            version = message["last"]
            for frame in message["frames"].values():
                frame = json.loads(frame)
                assert frame["version"] == version
                versions = [comment["version"] for comment in frame["comments"]]
                assert versions == list(range(message["first"], message["last"] + 1))
        self.checked = version
        assert Article.objects.get(pk=self.article.pk).version == version

    @invariant()
    def an_open_page_is_what_a_reload_shows(self):
        new, self.heard = self.sent[self.heard :], len(self.sent)
        for language in LANGUAGES:
            for message in new:
                self.open[language] = self.open[language].after(
                    message["frames"][language], reload=None
                )
            fresh = OpenPage.fresh(self.article, language)
            assert self.open[language] == fresh
            if fresh.version != self.was[language][-1].version:
                self.was[language].append(fresh)
        # And one that fell behind, another each time.
        language = LANGUAGES[self.words % 2]
        earlier = self.was[language][self.words * 7 % len(self.was[language])]
        _, frame = live.thread_changes(self.article.pk, earlier.version, language)
        assert earlier.after(frame, reload=None) == self.open[language]

    @invariant()
    def nothing_but_what_is_public_is_shown(self):
        allowed, never = set(), set()
        for comment in Comment.objects.filter(article=self.article):
            for revision, mark in self.marks[comment.pk].items():
                is_shown = comment.is_published and revision == comment.shown_revision
                (allowed if is_shown else never).add(f">{mark}")
        html = "".join(html for _, _, html in self.open["nl"].places)
        assert {mark for mark in allowed if mark in html} == allowed
        assert not {mark for mark in never if mark in html}

    @invariant()
    def numbers_are_given_once_and_in_order(self):
        given = Comment.objects.filter(article=self.article, number__isnull=False)
        numbers = Counter(given.values_list("number", flat=True))
        assert sorted(numbers.elements()) == list(range(1, given.count() + 1))


def test_an_open_page_is_always_what_a_reload_shows(
    make_article, moderator, author, watched, sent, monkeypatch
):
    for name, value in {
        "make_article": staticmethod(make_article),
        "moderator": moderator,
        "author": author,
        "sent": sent,
    }.items():
        monkeypatch.setattr(Debate, name, value)
    run_state_machine_as_test(
        Debate,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],  # shrinking takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
