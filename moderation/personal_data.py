"""The personal data about a writer in moderation, for export."""

from accounts.identity import Person
from moderation.models import Measure, WriterNote


def collect_moderation_data(person: Person) -> dict:
    """Return the sanctions and moderators' notes about a person, who may read both."""
    return {
        "measures": [
            {
                "kind": measure.kind,
                "reason": measure.reason,
                "created_at": measure.created_at,
                "ends_at": measure.ends_at,
                "lifted_at": measure.lifted_at,
                "outlives": measure.survives_erasure,
            }
            for measure in Measure.objects.about([person]).order_by("pk")
        ],
        "notes": [
            {"text": note.text, "created_at": note.created_at}
            for note in WriterNote.objects.about([person]).order_by("pk")
        ],
    }
