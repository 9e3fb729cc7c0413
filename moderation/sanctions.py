"""The sanctions in force on a writer, and the resulting status."""

from collections.abc import Collection
from dataclasses import dataclass

from accounts.identity import Person
from moderation.models import Measure
from moderation.person import group_by_person

Kind = Measure.Kind


@dataclass(frozen=True)
class SanctionStatus:
    """The sanctions in force on a writer, the newest first."""

    measures: tuple[Measure, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.measures)

    @property
    def suspension(self) -> Measure | None:
        """The suspension or ban that lasts longest, if there is one."""
        return max(self._of(Kind.SUSPEND, Kind.BAN), key=lambda one: one.ends_at, default=None)

    @property
    def held(self) -> Measure | None:
        """The sanction that holds all their reactions for a moderator, if any."""
        return max(self._of(Kind.HOLD), key=lambda one: one.ends_at, default=None)

    @property
    def warnings(self) -> list[Measure]:
        """The warnings that must be read before the next reaction, the oldest first."""
        return self._of(Kind.WARN)[::-1]

    @property
    def is_trusted(self) -> bool:
        return bool(self._of(Kind.TRUST)) and not self.held and not self.suspension

    def _of(self, *kinds: str) -> list[Measure]:
        return [measure for measure in self.measures if measure.kind in kinds]


def sanction_status(person: Person) -> SanctionStatus:
    """Return the sanctions on a person. Not cached: a sanction is in force at once."""
    return sanction_statuses([person])[person]


def sanction_statuses(persons: Collection[Person]) -> dict[Person, SanctionStatus]:
    """Return the sanctions on several persons, in one query."""
    rows = Measure.objects.in_force().about(persons).select_related("house_rule")
    return {
        who: SanctionStatus(tuple(found)) for who, found in group_by_person(rows, persons).items()
    }
