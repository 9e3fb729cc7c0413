"""The basis of a rejection: a house rule, or the law."""

from typing import NamedTuple

from moderation.models import CannedReason, Category, HouseRule

LAW = "law"  # the choice of the law in a list of house rules


class DecisionBasis(NamedTuple):
    """The basis of one rejection: a house rule, or the law with its name."""

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
        """Return the house rule to cite for a category; ILLEGAL has none, use `from_law`."""
        if category == Category.ILLEGAL:
            raise ValueError("name the law, with DecisionBasis.from_law")
        return cls.from_rule(HouseRule.objects.citable(category))

    def as_fields(self) -> dict:
        """Return the basis as the fields of a decision."""
        return {"reason": self.category, "house_rule": self.house_rule, "law": self.law}


class BasisChoices(NamedTuple):
    """The bases to choose from, read once for a whole page of forms."""

    rules: list[HouseRule]
    canned: list[CannedReason]

    @classmethod
    def read(cls) -> "BasisChoices":
        canned = CannedReason.objects.select_related("house_rule")
        return cls(list(HouseRule.objects.active()), list(canned))
