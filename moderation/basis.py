"""The basis of a rejection: a house rule, or the law."""

from typing import NamedTuple

from moderation.models import CannedReason, Category, HouseRule

LAW = "law"  # in a list of rules, what stands for none of them


class DecisionBasis(NamedTuple):
    """The basis of one rejection."""

    category: str
    house_rule: HouseRule | None = None
    law: str = ""

    @classmethod
    def from_rule(cls, rule: HouseRule) -> "DecisionBasis":
        return cls(rule.category, rule)

    @classmethod
    def from_law(cls, law: str) -> "DecisionBasis":
        return cls(Category.ILLEGAL, None, law)

    @classmethod
    def for_category(cls, category: str) -> "DecisionBasis":
        """The house rule that is cited for a category. The law must be named in words."""
        if category == Category.ILLEGAL:
            raise ValueError("say which law")
        return cls.from_rule(HouseRule.objects.citable(category))

    def as_fields(self) -> dict:
        """As a decision keeps it."""
        return {"reason": self.category, "house_rule": self.house_rule, "law": self.law}


class BasisChoices(NamedTuple):
    """All that can be chosen from; read once for a whole page of forms."""

    rules: list[HouseRule]
    canned: list[CannedReason]

    @classmethod
    def read(cls) -> "BasisChoices":
        canned = CannedReason.objects.select_related("house_rule")
        return cls(list(HouseRule.objects.active()), list(canned))
