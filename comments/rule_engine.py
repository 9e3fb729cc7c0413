"""The rules in their order, and their verdicts. The first verdict wins.

A rule returns what it found, or None to leave the reaction to the next rule. Its mode (hold, reject
or off) is set for the whole site or for one article.
"""

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments import rules
from comments.learned.quality import FEWEST as FEWEST_LESSONS
from comments.learned.quality import FEWEST_EACH
from comments.models import Comment, Decision, RuleSetting
from common.similarity import SHORTEST
from moderation.models import Category

Verdict = Decision.Verdict
Mode = RuleSetting.Mode


class RuleJudgement(NamedTuple):
    verdict: str
    rule: str
    note: str = ""

    @property
    def label(self) -> str:
        return Verdict(self.verdict).label


class ModerationRule(NamedTuple):
    name: str
    title: Promise
    help: Promise
    check: Callable[[Comment, rules.RuleContext], str | None]
    # In reject mode it cites the house rule of this category.
    category: str = Category.OTHER
    mode: str = Mode.HOLD
    # True if it also holds reactions by trusted writers.
    even_trusted: bool = False
    # False for a rule that only guesses: it never rejects, whatever its mode.
    may_reject: bool = True
    # Too slow for the article's lock; uses only the text and the lists: see `ask_slow_rules`.
    is_slow: bool = False

    @property
    def modes(self) -> list[tuple[str, str | Promise]]:
        """Return the modes that can be set, each with its label."""
        return [choice for choice in Mode.choices if self.may_reject or choice[0] != Mode.REJECT]

    def verdict(self, mode: str) -> str:
        return Verdict.REJECT if mode == Mode.REJECT and self.may_reject else Verdict.HOLD

    def full_help(self) -> str:
        """Return the help text, with the present bounds filled in."""
        return self.help % {
            "fastest": settings.COMMENTS_FASTEST,
            "most": settings.COMMENTS_MOST_A_MINUTE,
            "from_network": settings.COMMENTS_MOST_A_MINUTE * 2,
            "guests": settings.COMMENTS_FLOOD_GUESTS,
            "minutes": settings.COMMENTS_FLOOD_MINUTES,
            "links": settings.COMMENTS_MAX_LINKS,
            "recent": rules.REPETITION_WINDOW,
            "shortest": SHORTEST,
            "short": rules.SHORT,
            "long": rules.LONG,
            "shouted": rules.SHOUTED,
            "letters": rules.LETTERS,
            "signs": rules.MAX_REPEATED_SIGNS,
            "judged": rules.JUDGED,
            "fewest": rules.FEWEST,
            "lessons": FEWEST_LESSONS,
            "each": FEWEST_EACH,
            "certainty": settings.COMMENTS_LEARNED_CERTAINTY,
        }


MODERATION_RULES = (
    ModerationRule(
        "suspended",
        _("A suspended or banned writer"),
        _(
            "By a writer who is suspended or banned now. Rejected, it is refused at the form, "
            "with the reason and the end date."
        ),
        rules.check_suspended,
        mode=Mode.REJECT,
        even_trusted=True,
    ),
    ModerationRule(
        "measure",
        _("A writer of whom everything is held"),
        _("A moderator decided that all by this writer waits for a while."),
        rules.check_held_writer,
        even_trusted=True,
    ),
    ModerationRule(
        "honeypot",
        _("A hidden field was filled in"),
        _("The form for guests has a field that people do not see. Programs often fill it in."),
        rules.check_honeypot,
        Category.SPAM,
        even_trusted=True,
    ),
    ModerationRule(
        "too_fast",
        _("Sent faster than anyone types"),
        _(
            "By a guest, within %(fastest)d seconds after the form was opened, "
            "or without ever opening it."
        ),
        rules.check_too_fast,
        Category.SPAM,
        even_trusted=True,
    ),
    ModerationRule(
        "flood",
        _("Too many in a minute"),
        _(
            "More than %(most)d in a minute by one account or address, "
            "or more than %(from_network)d from one network."
        ),
        rules.check_flood,
        Category.SPAM,
        even_trusted=True,
    ),
    ModerationRule(
        "proof_of_work",
        _("No proof of work while guests flood the site"),
        _(
            "By a guest whose browser did not make the small calculation that is asked for when "
            "more than %(guests)d guests react within %(minutes)d minutes."
        ),
        rules.check_proof_of_work,
        Category.SPAM,
    ),
    ModerationRule(
        "blocked_domain",
        _("A blocked domain"),
        _("A domain on the list, or one under it, is linked to or named in the text."),
        rules.check_blocked_domains,
        Category.SPAM,
        is_slow=True,
        even_trusted=True,
    ),
    ModerationRule(
        "watched_word",
        _("A watched word"),
        _("A word on the list is in the text or in the name of the writer."),
        rules.check_watched_words,
        Category.INSULT,
        is_slow=True,
        even_trusted=True,
    ),
    ModerationRule(
        "links",
        _("More links than allowed"),
        _("More than %(links)d links in the text."),
        rules.check_links,
        Category.SPAM,
    ),
    ModerationRule(
        "repetition",
        _("Nearly the same as a recent reaction"),
        _(
            "At least half of it is the same as in one of the latest %(recent)d reactions, "
            "under whichever piece. Texts of less than %(shortest)d letters are left alone."
        ),
        rules.check_repetition,
        Category.SPAM,
    ),
    ModerationRule(
        "length",
        _("Very short or very long"),
        _("Fewer than %(short)d letters, or more than %(long)d."),
        rules.check_length,
        mode=Mode.OFF,
    ),
    ModerationRule(
        "shouting",
        _("Capitals or repeated signs"),
        _(
            "More than %(shouted)d %% capitals in a text of at least %(letters)d letters, "
            "or one sign %(signs)d times in a row."
        ),
        rules.check_shouting,
    ),
    ModerationRule(
        "often_rejected",
        _("Often refused lately"),
        _(
            "Moderators refused more than half of the latest %(judged)d reactions "
            "by this writer that they judged, and judged at least %(fewest)d."
        ),
        rules.check_often_rejected,
    ),
    ModerationRule(
        "learned",
        _("Looks like what moderators refused"),
        _(
            "Learned from the decisions of the moderators of this site, from the words of a text "
            "alone. Holds what it is %(certainty)d %% certain of or more that a moderator would "
            "refuse: a higher bound holds less and is right more often, as the figures show. "
            "Silent until %(lessons)d decisions were made, and %(each)d of either kind, and on "
            "texts in which too much is new. It can be wrong, so it never refuses anything."
        ),
        rules.check_learned,
        may_reject=False,
        is_slow=True,
    ),
)

RULE_TITLES = {rule.name: rule.title for rule in MODERATION_RULES}
# Reasons to hold a reaction that no rule holds.
POLICY_TITLES = [
    ("first_time", _("First reaction by this writer")),
    ("policy", _("The policy of the piece")),
    ("guest", _("Guest who confirmed no address")),
]


def rule_category(rule: str) -> str:
    """Return the category of house rules that a rule belongs to."""
    return next((one.category for one in MODERATION_RULES if one.name == rule), Category.OTHER)


def ask_slow_rules(comment: Comment) -> "RuleCase":
    """Run the slow rules on a text before anything is locked; `judge_comment` runs the rest.

    They use only the text, the lists and the classifier, so what they found stays valid whatever
    happens meanwhile to the thread or to the writer.
    """
    case = RuleCase(comment, rules.RuleContext())
    if comment.role == Comment.Role.READER:
        modes = effective_rule_modes(comment.article)
        for rule in MODERATION_RULES:
            if rule.is_slow and modes.get(rule.name, rule.mode) != Mode.OFF:
                case.ask(rule)
    return case


def judge_comment(comment: Comment, asked: "RuleCase | None" = None) -> RuleJudgement:
    """Judge a reaction by the present rules; `asked` is the result of `ask_slow_rules`."""
    case = RuleCase(comment, rules.RuleContext())
    # If the text changed in between, those results are of no use.
    if asked and asked.text == comment.text:
        case.take_over(asked)
    return case.judged(effective_rule_modes(comment.article))


class RuleCase:
    """A reaction and what the rules found; each rule runs once, for any number of settings."""

    def __init__(self, comment: Comment, known: rules.RuleContext):
        self.comment, self.known, self.text = comment, known, comment.text
        self._found: dict[str, str | None] = {}

    def judged(self, modes: dict[str, str]) -> RuleJudgement:
        if self.comment.role != Comment.Role.READER:
            return RuleJudgement(Verdict.APPROVE, "team")
        for rule in MODERATION_RULES:
            mode = modes.get(rule.name, rule.mode)
            holds = rule.verdict(mode) == Verdict.HOLD
            if mode == Mode.OFF or (holds and self._passes(rule)):
                continue
            if (found := self.ask(rule)) is not None:
                return RuleJudgement(rule.verdict(mode), rule.name, found)
        if self._is_trusted:
            return RuleJudgement(Verdict.APPROVE, "trust")
        return self._policy

    def _passes(self, rule: ModerationRule) -> bool:
        return not rule.even_trusted and self._is_trusted

    @cached_property
    def _is_trusted(self) -> bool:
        return self.known.standing(self.comment).is_trusted

    def take_over(self, other: "RuleCase") -> None:
        """Reuse what another case found on the same text."""
        self._found.update(other._found)

    def ask(self, rule: ModerationRule) -> str | None:
        if rule.name not in self._found:
            self._found[rule.name] = rule.check(self.comment, self.known)
        return self._found[rule.name]

    @cached_property
    def _policy(self) -> RuleJudgement:
        return policy_judgement(self.comment)


def effective_rule_modes(article: Article) -> dict[str, str]:
    """Return the modes of rules that were set for this article or for the site."""
    rows = RuleSetting.objects.filter(Q(article=None) | Q(article=article))
    # The article's own settings last: they override the site's.
    in_order = sorted(rows, key=lambda setting: setting.article_id is not None)
    return {setting.rule: setting.mode for setting in in_order}


def own_rule_modes(article: Article | None) -> dict[str, str]:
    """Return the modes that were set for this article alone, or for the site if it is None."""
    return dict(RuleSetting.objects.filter(article=article).values_list("rule", "mode"))


def policy_judgement(comment: Comment) -> RuleJudgement:
    """Return the verdict of the article's or the site's policy, for what no rule held."""
    if rules.is_unproven_guest(comment):
        return RuleJudgement(Verdict.HOLD, "guest")
    match comment.article.effective_policy:
        case Article.Policy.PUBLISH:
            return RuleJudgement(Verdict.APPROVE, "policy")
        case Article.Policy.FIRST_TIME:
            if Comment.objects.approved_before(comment):
                return RuleJudgement(Verdict.APPROVE, "policy")
            return RuleJudgement(Verdict.HOLD, "first_time")
        case _unknown:  # also for a misspelt setting: nothing is published by mistake
            return RuleJudgement(Verdict.HOLD, "policy")
