"""The data subject: a member, with what their address sent as a guest, or a guest."""

from typing import NamedTuple

from django.http import HttpRequest

from accounts import guest_session
from accounts.identity import Identity, Person
from accounts.models import User


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
    def identity(self) -> Identity:
        return Identity(self.user.pk) if self.user else Identity(None, self.address)

    @property
    def person(self) -> Person:
        return Person.of(self.user, self.address)
