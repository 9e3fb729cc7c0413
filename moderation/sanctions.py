"""The sanctions that hold for a writer now, and what follows from them."""

from collections.abc import Collection
from dataclasses import dataclass

from moderation.models import Measure
from moderation.person import Person, group_by_person

Kind = Measure.Kind


@dataclass(frozen=True)
class SanctionStatus:
    """The sanctions on a writer at this moment."""

    measures: tuple[Measure, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.measures)

    @property
    def suspension(self) -> Measure | None:
        """The suspension or ban that lasts longest, if there is one."""
        return max(self._of(Kind.SUSPEND, Kind.BAN), key=lambda one: one.ends_at, default=None)

    @property
    def held(self) -> Measure | None:
        """Return the sanction that holds all they write for a moderator, if any."""
        return max(self._of(Kind.HOLD), key=lambda one: one.ends_at, default=None)

    @property
    def warnings(self) -> list[Measure]:
        """Return the warnings to be read before the next reaction, the oldest first."""
        return self._of(Kind.WARN)[::-1]

    @property
    def is_trusted(self) -> bool:
        return bool(self._of(Kind.TRUST)) and not self.held and not self.suspension

    def _of(self, *kinds: str) -> list[Measure]:
        return [measure for measure in self.measures if measure.kind in kinds]


def sanction_status(person: Person) -> SanctionStatus:
    """Return the sanctions on someone, read afresh: a sanction holds from the moment it is
    imposed."""
    return sanction_statuses([person])[person]


def sanction_statuses(persons: Collection[Person]) -> dict[Person, SanctionStatus]:
    """The same for many, in one query."""
    rows = Measure.objects.in_force().about(persons).select_related("house_rule")
    return {
        who: SanctionStatus(tuple(found)) for who, found in group_by_person(rows, persons).items()
    }
