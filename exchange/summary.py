"""What an import did and did not take over, in plain words."""

from collections import Counter
from dataclasses import dataclass, field

MOST_NOTES = 20


@dataclass
class Summary:
    imported: Counter[str] = field(default_factory=Counter)
    here: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [
            *_section("Imported", self.imported),
            *_section("Here already, left as it is", self.here),
            *_section("Not imported", self.skipped),
        ]
        if self.notes:
            parts += ["To look at:", *(f"  {note}" for note in self.notes[:MOST_NOTES])]
            if more := len(self.notes) - MOST_NOTES:
                parts += [f"  and {more} more"] if more > 0 else []
        return "\n".join(parts)


def _section(title: str, counts: Counter[str]) -> list[str]:
    lines = [f"  {count:>6}  {what}" for what, count in counts.items() if count]
    if not lines and title == "Imported":
        lines = ["  nothing"]
    return [f"{title}:", *lines] if lines else []
