"""What can be done with an account. The only place in this room that writes."""

from accounts.models import User


def describe(user: User, *, name: str, affiliation: str, language: str) -> None:
    """Change how a member is shown from now on; what was written before keeps its name."""
    user.name, user.affiliation, user.language = name, affiliation, language
    user.save(update_fields=["name", "affiliation", "language"])
