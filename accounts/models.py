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

SECOND_STEPS = ("totp", "webauthn")  # as django-allauth calls them; recovery codes replace them


class UserQuerySet(models.QuerySet):
    def team_members(self) -> "UserQuerySet":
        """Those whose name no one else may take: authors, moderators, editors, administrators."""
        return self.filter(
            models.Q(groups__name__in=roles.ALL) | models.Q(is_staff=True), is_active=True
        ).distinct()

    def able_to_moderate(self) -> "UserQuerySet":
        """Those who may judge reactions, as `may_moderate` says of one."""
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
    """Whoever signs in: a reader, author, moderator or editor. The e-mail address is the login."""

    # Always in lower case, so that unique means one account for an address.
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("There is already an account with this address.")},
    )
    name = models.CharField(
        _("name"), max_length=60, help_text=_("Shown with everything that you write here.")
    )
    name_key = models.CharField(max_length=120, editable=False, db_index=True)
    affiliation = models.CharField(
        _("affiliation"),
        max_length=120,
        blank=True,
        help_text=_("Such as: adviser at a knowledge institute. Shown with your name."),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("nl", _("Dutch")), ("en", _("English"))],
        default="nl",
        help_text=_("The language of the mails that you receive."),
    )
    # What others see on the page of this member: only what they choose, so nothing to begin with.
    about = models.TextField(
        _("about you"),
        max_length=400,
        blank=True,
        help_text=_("A few sentences, shown on your page if you choose so. Links stay plain text."),
    )
    # Names the files of the picture: see accounts/pictures.py.
    picture = models.CharField(max_length=32, blank=True, editable=False)
    has_page = models.BooleanField(_("I have a page that everyone can see"), default=False)
    shows_picture = models.BooleanField(_("show my picture"), default=False)
    shows_about = models.BooleanField(_("show my text"), default=False)
    shows_reactions = models.BooleanField(_("show the list of my reactions"), default=False)

    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
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
        """The address, once this person has shown that it is theirs; else nothing."""
        proven = self.emailaddress_set.filter(email__iexact=self.email, verified=True)
        return self.email if proven.exists() else ""

    @property
    def proven_addresses(self) -> list[str]:
        """All that this person has shown to be theirs, in lower case."""
        proven = self.emailaddress_set.filter(verified=True)
        return [address.lower() for address in proven.values_list("email", flat=True)]

    @property
    def public_picture(self) -> str:
        """The name of the picture, if everyone may see it."""
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
        """Return True if signing in takes more than a mailbox or a password: an app, or a
        passkey."""
        return self.authenticator_set.filter(type__in=SECOND_STEPS).exists()

    @property
    def linked_providers(self) -> frozenset[str]:
        """With which accounts elsewhere this person signs in."""
        return frozenset(self.socialaccount_set.values_list("provider", flat=True))


class GuestLinkQuerySet(models.QuerySet):
    def behind(self, token: str) -> "GuestLink | None":
        """The link with this token, whether it still opens anything or not."""
        return self.filter(digest=token_digest(token)).first()

    def usable(self) -> "GuestLinkQuerySet":
        """Those that were not used yet and are not too old."""
        return self.filter(opened_at=None, expires_at__gt=timezone.now())


class GuestLink(models.Model):
    """A mailed link by which someone without an account shows that an address is theirs.

    Anyone may ask for one, for any address: until the worker has seen whether it is known here,
    there is no token. What was opened with it lasts as accounts/guest_session.py says.
    """

    email = models.EmailField()  # in lower case, and exactly this one
    language = models.CharField(max_length=2, default="nl")
    # Of the token, which stands in the mail alone.
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    objects = GuestLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest's link")
        verbose_name_plural = _("guests' links")

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_usable(self) -> bool:
        return self.opened_at is None and bool(self.expires_at and self.expires_at > timezone.now())


def token_digest(token: str) -> str:
    """Return the hash that is kept of a token. It is as random as a key, so a plain hash hides
    it."""
    return hashlib.sha256(token.encode()).hexdigest()
