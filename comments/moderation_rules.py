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
