"""The summary of an import, as text."""

import re
from collections import Counter
from dataclasses import dataclass, field

MAX_NOTES = 20


@dataclass
class ImportSummary:
    imported: Counter[str] = field(default_factory=Counter)
    here: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    is_dry_run: bool = False

    def __str__(self) -> str:
        would = "Would be imported", "Would not be imported"
        imported, skipped = would if self.is_dry_run else ("Imported", "Not imported")
        parts = [
            *(_section(imported, self.imported) or [f"{imported}:", "  nothing"]),
            *_section("Already imported, unchanged", self.here),
            *_section(skipped, self.skipped),
        ]
        if self.notes:
            parts += ["Check:", *(f"  {note}" for note in self.notes[:MAX_NOTES])]
            if more := len(self.notes) - MAX_NOTES:
                parts += [f"  and {more} more"] if more > 0 else []
        return "\n".join(parts)


def _section(title: str, counts: Counter[str]) -> list[str]:
    lines = [
        f"  {count:>6}  {singular_if_one(what, count)}" for what, count in counts.items() if count
    ]
    return [f"{title}:", *lines] if lines else []


def singular_if_one(what: str, count: int) -> str:
    """Return `what` with its first word in the singular if `count` is 1.

    The first word must be the plural of what is counted; no later word may depend on the number.
    """
    return re.sub(r"^(\w+)s\b", r"\1", what) if count == 1 else what
