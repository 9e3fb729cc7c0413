"""Trial of the learned rule on a typed text."""

from typing import NamedTuple

from django.conf import settings

from comments.learned.current import ClassifierOpinion, current_classifier
from comments.models import RuleSetting


class LearnedRuleTrial(NamedTuple):
    is_quiet: bool  # too little was learned yet
    opinion: ClassifierOpinion | None  # None for a text that is too new to judge
    is_off: bool
    bound: int  # per cent, at and above which the rule holds

    @property
    def would_hold(self) -> bool:
        return self.opinion is not None and self.opinion.certainty >= self.bound


def try_learned_rule(text: str) -> LearnedRuleTrial:
    """Try the learned rule with the settings of the site, not those of an article."""
    classifier = current_classifier()
    off = RuleSetting.objects.filter(rule="learned", article=None, mode=RuleSetting.Mode.OFF)
    return LearnedRuleTrial(
        classifier is None,
        classifier.opinion(text) if classifier else None,
        off.exists(),
        settings.COMMENTS_LEARNED_CERTAINTY,
    )
