"""The data subject: a member, with what came from the same address without one, or a guest."""

from typing import NamedTuple

from django.http import HttpRequest

from accounts import guest_session
from accounts.models import User
from moderation.person import Person


class DataSubject(NamedTuple):
    user: User | None
    # Shown to be theirs, in lower case; a member without a confirmed one has none.
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
        """Return the address to write to them at."""
        return self.address

    def fields(self) -> dict:
        """As a row names them."""
        return {"user": self.user, "email": "" if self.user else self.address}
