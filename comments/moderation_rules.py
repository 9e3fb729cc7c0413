"""The rules in their order, each with its words and its mode where none is set."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments import rules
from comments.learned.quality import FEWEST as FEWEST_LESSONS
from comments.learned.quality import FEWEST_EACH
from comments.models import Comment, Decision, RuleSetting
from common.similarity import SHORTEST
from moderation.models import Category

Verdict = Decision.Verdict
Mode = RuleSetting.Mode


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
        _("Suspended or banned writer"),
        _(
            "By a writer who is currently suspended or banned. With “reject”, "
            "the form itself rejects it and shows the reason and the end date."
        ),
        rules.check_suspended,
        mode=Mode.REJECT,
        even_trusted=True,
    ),
    ModerationRule(
        "measure",
        _("Writer on pre-moderation"),
        _("A moderator decided to hold everything by this writer for a while."),
        rules.check_held_writer,
        even_trusted=True,
    ),
    ModerationRule(
        "honeypot",
        _("Hidden field filled in"),
        _("The guest form has a field that people do not see. Bots often fill it in."),
        rules.check_honeypot,
        Category.SPAM,
        even_trusted=True,
    ),
    ModerationRule(
        "too_fast",
        _("Sent faster than anyone types"),
        _("By a guest, within %(fastest)d seconds of opening the form, or without opening it."),
        rules.check_too_fast,
        Category.SPAM,
        even_trusted=True,
    ),
    ModerationRule(
        "flood",
        _("Too many in a minute"),
        _(
            "More than %(most)d in a minute from one account or address, or more "
            "than %(from_network)d from one network."
        ),
        rules.check_flood,
        Category.SPAM,
        even_trusted=True,
    ),
    ModerationRule(
        "proof_of_work",
        _("No proof of work during a flood of guest reactions"),
        _(
            "By a guest whose browser did not do the small calculation required "
            "when more than %(guests)d guests react within %(minutes)d minutes."
        ),
        rules.check_proof_of_work,
        Category.SPAM,
    ),
    ModerationRule(
        "blocked_domain",
        _("Blocked domain"),
        _("The text links to or names a domain on the list, or one of its subdomains."),
        rules.check_blocked_domains,
        Category.SPAM,
        is_slow=True,
        even_trusted=True,
    ),
    ModerationRule(
        "watched_word",
        _("Watched word"),
        _("A word on the list is in the text or in the writer's name."),
        rules.check_watched_words,
        Category.INSULT,
        is_slow=True,
        even_trusted=True,
    ),
    ModerationRule(
        "links",
        _("Too many links"),
        _("More than %(links)d links in the text."),
        rules.check_links,
        Category.SPAM,
    ),
    ModerationRule(
        "repetition",
        _("Almost the same as a recent reaction"),
        _(
            "At least half of it matches one of the latest %(recent)d reactions, "
            "under any article. Texts under %(shortest)d characters are not "
            "checked."
        ),
        rules.check_repetition,
        Category.SPAM,
    ),
    ModerationRule(
        "length",
        _("Very short or very long"),
        _("Fewer than %(short)d characters, or more than %(long)d."),
        rules.check_length,
        mode=Mode.OFF,
    ),
    ModerationRule(
        "shouting",
        _("Capitals or repeated characters"),
        _(
            "More than %(shouted)d %% capitals in a text of at least %(letters)d "
            "letters, or the same character %(signs)d times in a row."
        ),
        rules.check_shouting,
    ),
    ModerationRule(
        "often_rejected",
        _("Often rejected lately"),
        _(
            "Moderators rejected more than half of the latest %(judged)d "
            "reactions by this writer that they decided on, and decided on at "
            "least %(fewest)d."
        ),
        rules.check_often_rejected,
    ),
    ModerationRule(
        "learned",
        _("Similar to what moderators rejected"),
        _(
            "Learned from the decisions of this site's moderators, using only "
            "the words of a text. Holds a text if it is at least %(certainty)d "
            "%% certain that a moderator would reject it. A higher threshold "
            "holds less and is right more often, as the statistics show. "
            "Inactive until there are %(lessons)d decisions, %(each)d of each "
            "kind, and for texts with too many new words. It can be wrong, so it "
            "never rejects anything."
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
    ("policy", _("The setting of the article")),
    ("guest", _("Guest without a confirmed address")),
]


def rule_category(rule: str) -> str:
    """Return the category of house rules that a rule belongs to."""
    return next((one.category for one in MODERATION_RULES if one.name == rule), Category.OTHER)
