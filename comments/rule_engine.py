"""Which rules there are, in their order, and what follows from them. The first verdict wins.

A rule answers what it found, or None to leave the matter to the next. What it does then, hold or
reject, or whether it is asked at all, is set for the whole site or for one article.
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


class Judgement(NamedTuple):
    verdict: str
    rule: str
    note: str = ""

    @property
    def label(self) -> str:
        return Verdict(self.verdict).label


class Rule(NamedTuple):
    name: str
    title: Promise
    help: Promise
    check: Callable[[Comment, rules.Known], str | None]
    # What it stands for: set to reject, it cites the house rule of this kind.
    category: str = Category.OTHER
    mode: str = Mode.HOLD
    # Whether what this rule would hold is held of a trusted writer too.
    even_trusted: bool = False
    # Whether editors may let it reject; one that only guesses never does, whatever is set.
    may_reject: bool = True
    # Too slow for the article's lock, and asks only what the text and the lists say: see `ahead`.
    is_slow: bool = False

    @property
    def modes(self) -> list[tuple[str, str | Promise]]:
        """What it can be set to, each with its name."""
        return [choice for choice in Mode.choices if self.may_reject or choice[0] != Mode.REJECT]

    def verdict(self, mode: str) -> str:
        return Verdict.REJECT if mode == Mode.REJECT and self.may_reject else Verdict.HOLD

    def explained(self) -> str:
        """What it does, with the bounds that hold now."""
        return self.help % {
            "fastest": settings.COMMENTS_FASTEST,
            "most": settings.COMMENTS_MOST_A_MINUTE,
            "from_network": settings.COMMENTS_MOST_A_MINUTE * 2,
            "guests": settings.COMMENTS_FLOOD_GUESTS,
            "minutes": settings.COMMENTS_FLOOD_MINUTES,
            "links": settings.COMMENTS_MAX_LINKS,
            "recent": rules.RECENT,
            "shortest": SHORTEST,
            "short": rules.SHORT,
            "long": rules.LONG,
            "shouted": rules.SHOUTED,
            "letters": rules.LETTERS,
            "signs": rules.SIGNS,
            "judged": rules.JUDGED,
            "fewest": rules.FEWEST,
            "lessons": FEWEST_LESSONS,
            "each": FEWEST_EACH,
            "certainty": settings.COMMENTS_LEARNED_CERTAINTY,
        }


RULES = (
    Rule(
        "suspended",
        _("A suspended or banned writer"),
        _(
            "By a writer who is suspended or banned now. Rejected, it is refused at the form, "
            "with the reason and the end date."
        ),
        rules.suspended,
        mode=Mode.REJECT,
        even_trusted=True,
    ),
    Rule(
        "measure",
        _("A writer of whom everything is held"),
        _("A moderator decided that all by this writer waits for a while."),
        rules.measure,
        even_trusted=True,
    ),
    Rule(
        "honeypot",
        _("A hidden field was filled in"),
        _("The form for guests has a field that people do not see. Programs often fill it in."),
        rules.honeypot,
        Category.SPAM,
        even_trusted=True,
    ),
    Rule(
        "too_fast",
        _("Sent faster than anyone types"),
        _(
            "By a guest, within %(fastest)d seconds after the form was opened, "
            "or without ever opening it."
        ),
        rules.too_fast,
        Category.SPAM,
        even_trusted=True,
    ),
    Rule(
        "flood",
        _("Too many in a minute"),
        _(
            "More than %(most)d in a minute by one account or address, "
            "or more than %(from_network)d from one network."
        ),
        rules.flood,
        Category.SPAM,
        even_trusted=True,
    ),
    Rule(
        "proof_of_work",
        _("No proof of work while guests flood the site"),
        _(
            "By a guest whose browser did not make the small calculation that is asked for when "
            "more than %(guests)d guests react within %(minutes)d minutes."
        ),
        rules.proof_of_work,
        Category.SPAM,
    ),
    Rule(
        "blocked_domain",
        _("A blocked domain"),
        _("A domain on the list, or one under it, is linked to or named in the text."),
        rules.blocked_domains,
        Category.SPAM,
        is_slow=True,
        even_trusted=True,
    ),
    Rule(
        "watched_word",
        _("A watched word"),
        _("A word on the list is in the text or in the name of the writer."),
        rules.watched_words,
        Category.INSULT,
        is_slow=True,
        even_trusted=True,
    ),
    Rule(
        "links",
        _("More links than allowed"),
        _("More than %(links)d links in the text."),
        rules.links,
        Category.SPAM,
    ),
    Rule(
        "repetition",
        _("Nearly the same as a recent reaction"),
        _(
            "At least half of it is the same as in one of the latest %(recent)d reactions, "
            "under whichever piece. Texts of less than %(shortest)d letters are left alone."
        ),
        rules.repetition,
        Category.SPAM,
    ),
    Rule(
        "length",
        _("Very short or very long"),
        _("Fewer than %(short)d letters, or more than %(long)d."),
        rules.length,
        mode=Mode.OFF,
    ),
    Rule(
        "shouting",
        _("Capitals or repeated signs"),
        _(
            "More than %(shouted)d %% capitals in a text of at least %(letters)d letters, "
            "or one sign %(signs)d times in a row."
        ),
        rules.shouting,
    ),
    Rule(
        "often_rejected",
        _("Often refused lately"),
        _(
            "Moderators refused more than half of the latest %(judged)d reactions "
            "by this writer that they judged, and judged at least %(fewest)d."
        ),
        rules.often_rejected,
    ),
    Rule(
        "learned",
        _("Looks like what moderators refused"),
        _(
            "Learned from the decisions of the moderators of this site, from the words of a text "
            "alone. Holds what it is %(certainty)d %% certain of or more that a moderator would "
            "refuse: a higher bound holds less and is right more often, as the figures show. "
            "Silent until %(lessons)d decisions were made, and %(each)d of either kind, and on "
            "texts in which too much is new. It can be wrong, so it never refuses anything."
        ),
        rules.learned,
        may_reject=False,
        is_slow=True,
    ),
)

TITLES = {rule.name: rule.title for rule in RULES}
# What holds a reaction when no rule does.
POLICIES = [
    ("first_time", _("First reaction by this writer")),
    ("policy", _("The policy of the piece")),
    ("guest", _("Guest who confirmed no address")),
]


def category_of(rule: str) -> str:
    """What a rule stands for, in the terms of the house rules."""
    return next((one.category for one in RULES if one.name == rule), Category.OTHER)


def ahead(comment: Comment) -> "Case":
    """Ask the slow rules about a text, before anything is locked; `judge` asks the rest.

    They look at the text, the lists and what was learned only, so nothing that happens meanwhile to
    the thread or to its writer makes what they found untrue.
    """
    case = Case(comment, rules.Known())
    if comment.role == Comment.Role.READER:
        modes = modes_for(comment.article)
        for rule in RULES:
            if rule.is_slow and modes.get(rule.name, rule.mode) != Mode.OFF:
                case.ask(rule)
    return case


def judge(comment: Comment, asked: "Case | None" = None) -> Judgement:
    """What the rules, as they are set now, make of a reaction; `asked` says what `ahead` found."""
    case = Case(comment, rules.Known())
    # The text may have been changed in between; then nothing was asked about this one.
    if asked and asked.text == comment.text:
        case.take_over(asked)
    return case.judged(modes_for(comment.article))


class Case:
    """One reaction before the rules. Each is asked once, however many settings it is judged by."""

    def __init__(self, comment: Comment, known: rules.Known):
        self.comment, self.known, self.text = comment, known, comment.text
        self._found: dict[str, str | None] = {}

    def judged(self, modes: dict[str, str]) -> Judgement:
        if self.comment.role != Comment.Role.READER:
            return Judgement(Verdict.APPROVE, "team")
        for rule in RULES:
            mode = modes.get(rule.name, rule.mode)
            holds = rule.verdict(mode) == Verdict.HOLD
            if mode == Mode.OFF or (holds and self._passes(rule)):
                continue
            if (found := self.ask(rule)) is not None:
                return Judgement(rule.verdict(mode), rule.name, found)
        if self._is_trusted:
            return Judgement(Verdict.APPROVE, "trust")
        return self._policy

    def _passes(self, rule: Rule) -> bool:
        return not rule.even_trusted and self._is_trusted

    @cached_property
    def _is_trusted(self) -> bool:
        return self.known.standing(self.comment).is_trusted

    def take_over(self, other: "Case") -> None:
        """What was found on the same text a moment ago."""
        self._found.update(other._found)

    def ask(self, rule: Rule) -> str | None:
        if rule.name not in self._found:
            self._found[rule.name] = rule.check(self.comment, self.known)
        return self._found[rule.name]

    @cached_property
    def _policy(self) -> Judgement:
        return policy(self.comment)


def modes_for(article: Article) -> dict[str, str]:
    """What each rule does under an article, where that is not its default."""
    rows = RuleSetting.objects.filter(Q(article=None) | Q(article=article))
    # The article's own settings last: they go over the site's.
    in_order = sorted(rows, key=lambda setting: setting.article_id is not None)
    return {setting.rule: setting.mode for setting in in_order}


def settings_of(article: Article | None) -> dict[str, str]:
    """What was set for this article alone, or for the site."""
    return dict(RuleSetting.objects.filter(article=article).values_list("rule", "mode"))


def policy(comment: Comment) -> Judgement:
    """What the article, or else the site, wants with everything that no rule held."""
    if rules.is_unproven(comment):
        return Judgement(Verdict.HOLD, "guest")
    match comment.article.effective_policy:
        case Article.Policy.PUBLISH:
            return Judgement(Verdict.APPROVE, "policy")
        case Article.Policy.FIRST_TIME:
            if Comment.objects.approved_before(comment):
                return Judgement(Verdict.APPROVE, "policy")
            return Judgement(Verdict.HOLD, "first_time")
        case _unknown:  # also when the setting is misspelt: nothing gets out by mistake
            return Judgement(Verdict.HOLD, "policy")
