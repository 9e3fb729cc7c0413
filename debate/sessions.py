"""Sessions in the database, with keys of letters and digits only."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        # PostgreSQL refuses a NUL with an error, where an unknown key is simply not found.
        return super()._validate_session_key(key) and key.isalnum()
