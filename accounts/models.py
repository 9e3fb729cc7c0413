import hashlib
from functools import cached_property

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import roles
from common import names

SECOND_STEPS = ("totp", "webauthn")  # django-allauth's names; recovery codes stand in for them


class UserQuerySet(models.QuerySet):
    def team_members(self) -> "UserQuerySet":
        """Return all with a role or staff access: nobody else may use their names."""
        return self.filter(
            models.Q(groups__name__in=roles.ALL) | models.Q(is_staff=True), is_active=True
        ).distinct()

    def able_to_moderate(self) -> "UserQuerySet":
        """Return the users who may moderate; agrees with `may_moderate`."""
        team = models.Q(groups__name__in=(roles.MODERATORS, roles.EDITORS))
        members = self.filter(team | models.Q(is_superuser=True), is_active=True)
        if settings.TWO_STEP:
            members = members.filter(authenticator__type__in=SECOND_STEPS)
        return members.distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A member: a reader, author, moderator or editor. The e-mail address is the login."""

    # Always in lower case, so that an address has one account.
    email = models.EmailField(
        _("email address"),
        unique=True,
        error_messages={"unique": _("An account with this address already exists.")},
    )
    name = models.CharField(
        _("name"), max_length=60, help_text=_("Shown with everything you write here.")
    )
    name_key = models.CharField(max_length=120, editable=False, db_index=True)
    affiliation = models.CharField(
        _("affiliation"),
        max_length=120,
        blank=True,
        help_text=_("For example: adviser at a research institute. Shown with your name."),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("nl", _("Dutch")), ("en", _("English"))],
        default="nl",
        help_text=_("The language of the emails you receive."),
    )
    # The public page of this member shows only what they choose, so nothing by default.
    about = models.TextField(
        _("about you"),
        max_length=400,
        blank=True,
        help_text=_("A few sentences, shown on your page if you choose so. Links stay plain text."),
    )
    # The name of the picture's files: see accounts/pictures.py.
    picture = models.CharField(max_length=32, blank=True, editable=False)
    has_page = models.BooleanField(_("I have a public page"), default=False)
    shows_picture = models.BooleanField(_("show my photo"), default=False)
    shows_about = models.BooleanField(_("show my text"), default=False)
    shows_reactions = models.BooleanField(_("show the list of my reactions"), default=False)

    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("can use the admin site"), default=False)
    date_joined = models.DateTimeField(_("member since"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.email = self.email.strip().lower()
        self.name = names.tidy_line(self.name)
        self.name_key = names.name_skeleton(self.name)
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "name_key"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.name = names.tidy_line(self.name)

    @property
    def proven_email(self) -> str:
        """The address if the member proved that it is theirs, else ""."""
        proven = self.emailaddress_set.filter(email__iexact=self.email, verified=True)
        return self.email if proven.exists() else ""

    @property
    def proven_addresses(self) -> list[str]:
        """All addresses that the member proved to be theirs, in lower case."""
        proven = self.emailaddress_set.filter(verified=True)
        return [address.lower() for address in proven.values_list("email", flat=True)]

    @property
    def public_picture(self) -> str:
        """The name of the picture if it is public, else ""."""
        return self.picture if self.shows_picture else ""

    @property
    def public_about(self) -> str:
        return self.about if self.shows_about else ""

    def get_short_name(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(self.groups.values_list("name", flat=True))

    @cached_property
    def has_second_step(self) -> bool:
        """Return True if signing in takes an app or a passkey besides a mailbox or password."""
        return self.authenticator_set.filter(type__in=SECOND_STEPS).exists()

    @property
    def linked_providers(self) -> frozenset[str]:
        """The external providers by which this member signs in."""
        return frozenset(self.socialaccount_set.values_list("provider", flat=True))


class GuestLinkQuerySet(models.QuerySet):
    def behind(self, token: str) -> "GuestLink | None":
        """Return the link with this token, also if it is used or expired."""
        return self.filter(digest=token_digest(token)).first()

    def usable(self) -> "GuestLinkQuerySet":
        """Return the links that were not used and have not expired."""
        return self.filter(opened_at=None, expires_at__gt=timezone.now())


class GuestLink(models.Model):
    """A mailed link by which someone without an account proves that an address is theirs.

    Anyone may request one, for any address, so there is no token until the worker has checked that
    the address is known. accounts/guest_session.py sets how long the session lasts that it opens.
    """

    email = models.EmailField()  # in lower case; the address, not the mailbox
    language = models.CharField(max_length=2, default="nl")
    # Hash of the token, which is in the mail alone.
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    objects = GuestLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest link")
        verbose_name_plural = _("guest links")

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_usable(self) -> bool:
        return self.opened_at is None and bool(self.expires_at and self.expires_at > timezone.now())


def token_digest(token: str) -> str:
    """Return the stored hash of a token. A token is as random as a key, so a plain hash is safe."""
    return hashlib.sha256(token.encode()).hexdigest()
