"""The data subject: a member, with what their address sent as a guest, or a guest."""

from typing import NamedTuple

from django.http import HttpRequest

from accounts import guest_session
from accounts.models import User
from moderation.person import Person


class DataSubject(NamedTuple):
    user: User | None
    # Proven, in lower case; empty for a member without a proven address.
    address: str

    @classmethod
    def of_member(cls, user: User) -> "DataSubject":
        return cls(user, user.proven_email)

    @classmethod
    def from_request(cls, request: HttpRequest) -> "DataSubject":
        if request.user.is_authenticated:
            return cls.of_member(request.user)
        return cls(None, guest_session.guest_address(request))

    @property
    def is_someone(self) -> bool:
        return bool(self.user or self.address)

    @property
    def person(self) -> Person:
        return Person.of(self.user, self.address)

    @property
    def mail(self) -> str:
        """The address to mail them at."""
        return self.address

    def fields(self) -> dict:
        """Return the fields that identify them in a `PersonalRequest`."""
        return {"user": self.user, "email": "" if self.user else self.address}
