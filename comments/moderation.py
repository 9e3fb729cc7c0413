"""The rules that hold a reaction for a moderator or let it through. The first verdict wins.

A rule is a function of a reaction that has not been judged. It returns a `Verdict`, or None to
leave the matter to the next. The last rule always answers.
"""

import re
import unicodedata
from typing import NamedTuple

from django.conf import settings

from articles.models import Article
from comments.models import Comment, Decision, WatchedWord
from common.text import tidy

Verdict = Decision.Verdict


class Judgement(NamedTuple):
    verdict: str
    rule: str
    note: str = ""


def judge(comment: Comment) -> Judgement:
    for rule in RULES:
        if judgement := rule(comment):
            return judgement
    raise AssertionError("the last rule always answers")


def team(comment: Comment) -> Judgement | None:
    """The article's authors and the site's moderators are public at once."""
    if comment.role != Comment.Role.READER:
        return Judgement(Verdict.APPROVE, "team")
    return None


def guests(comment: Comment) -> Judgement | None:
    """Where guests confirm nothing, a moderator sees whatever they write."""
    is_unconfirmed = comment.user_id is None and comment.confirmed_at is None
    if is_unconfirmed and settings.COMMENTS_GUESTS == "hold":
        return Judgement(Verdict.HOLD, "guest")
    return None


def watched_words(comment: Comment) -> Judgement | None:
    text = _plain(f"{comment.name} {comment.affiliation} {comment.text}")
    for word in WatchedWord.objects.values_list("word", flat=True):
        if _pattern(word).search(text):
            return Judgement(Verdict.HOLD, "watched_word", word)
    return None


def links(comment: Comment) -> Judgement | None:
    found = comment.html.count("<a ")
    if found > settings.COMMENTS_MAX_LINKS:
        return Judgement(Verdict.HOLD, "links", str(found))
    return None


def policy(comment: Comment) -> Judgement:
    """What the article, or else the site, wants with everything that no rule held."""
    match comment.article.effective_policy:
        case Article.Policy.PUBLISH:
            return Judgement(Verdict.APPROVE, "policy")
        case Article.Policy.FIRST_TIME:
            if Comment.objects.approved_before(comment):
                return Judgement(Verdict.APPROVE, "policy")
            return Judgement(Verdict.HOLD, "first_time")
        case _:  # also when the setting is misspelt: nothing gets out by mistake
            return Judgement(Verdict.HOLD, "policy")


RULES = (team, watched_words, links, guests, policy)


def _plain(text: str) -> str:
    """Letters without case, accents or invisible marks, as watched words are compared."""
    # As a reader sees it: tidied of what has no shape, whatever lines it is on.
    letters = unicodedata.normalize("NFKD", " ".join(tidy(text).split()).casefold())
    return "".join(
        letter
        for letter in letters
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )


def _pattern(word: str) -> re.Pattern:
    stem = word.removesuffix("*")
    ending = r"\w*" if word.endswith("*") else ""
    # An underscore is no letter here: around a word it is emphasis.
    return re.compile(rf"(?<![^\W_]){re.escape(_plain(stem))}{ending}(?![^\W_])")
