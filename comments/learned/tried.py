"""What the learned rule would say of a text that somebody tries."""

from typing import NamedTuple

from django.conf import settings

from comments.learned.current import Opinion, current
from comments.models import RuleSetting


class Tried(NamedTuple):
    is_quiet: bool  # too little was learned yet
    opinion: Opinion | None  # none of what is too new to say anything of
    is_off: bool
    bound: int  # per cent, from which on the rule holds

    @property
    def would_hold(self) -> bool:
        return self.opinion is not None and self.opinion.certainty >= self.bound


def tried(text: str) -> Tried:
    """As on the whole site; one article can have the rule otherwise."""
    classifier = current()
    off = RuleSetting.objects.filter(rule="learned", article=None, mode=RuleSetting.Mode.OFF)
    return Tried(
        classifier is None,
        classifier.opinion(text) if classifier else None,
        off.exists(),
        settings.COMMENTS_LEARNED_CERTAINTY,
    )
