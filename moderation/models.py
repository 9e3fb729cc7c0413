"""House rules, sanctions, notes on writers, and the audit log."""

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.identity import Person
from moderation.person import mailbox_hashes


class Category(models.TextChoices):
    """The category of a violation, in reports, decisions and yearly statistics."""

    OFF_TOPIC = "off_topic", _("Off topic")
    INSULT = "insult", _("Insulting or hurtful")
    PERSONAL = "personal", _("Personal data of someone else")
    FALSE = "false", _("Demonstrably false or misleading")
    SPAM = "spam", _("Advertising or spam")
    ILLEGAL = "illegal", _("Not allowed by law")
    OTHER = "other", _("Other reason")


class HouseRuleQuerySet(models.QuerySet):
    def active(self) -> "HouseRuleQuerySet":
        return self.filter(retired_at=None)

    def citable(self, category: str) -> "HouseRule":
        """Return the active rule to cite for a category, else one for OTHER, else the first.

        There is always one: see `actions.retire_house_rule`.
        """
        rules = list(self.active())
        for kind in (category, Category.OTHER):
            for rule in rules:
                if rule.category == kind:
                    return rule
        return rules[0]


class HouseRule(models.Model):
    """A house rule for those who react. Its number is never used for another."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    category = models.CharField(_("kind"), max_length=20, choices=Category.choices)
    title_nl = models.CharField(_("title in Dutch"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    text_nl = models.TextField(_("text in Dutch"))
    text_en = models.TextField(_("text in English"))
    html_nl = models.TextField(editable=False)
    html_en = models.TextField(editable=False)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now)
    # Set when the rule no longer applies; earlier decisions still cite it.
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = HouseRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("house rule")
        verbose_name_plural = _("house rules")
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def title(self) -> str:
        return self.title_en if translation.get_language() == "en" else self.title_nl

    @property
    def html(self) -> str:
        return self.html_en if translation.get_language() == "en" else self.html_nl

    @property
    def anchor(self) -> str:
        return f"regel-{self.number}"


class CannedReason(models.Model):
    """A reason for a rejection that moderators often give, ready in both languages."""

    title = models.CharField(
        _("title"), max_length=120, help_text=_("Only moderators see this, in the list of reasons.")
    )
    # The basis: either a house rule or the law.
    house_rule = models.ForeignKey(
        HouseRule, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    law = models.CharField(_("legal basis"), max_length=300, blank=True)
    text_nl = models.TextField(_("text in Dutch"))
    text_en = models.TextField(_("text in English"))
    position = models.PositiveSmallIntegerField(_("position in the list"), default=0)

    class Meta:
        verbose_name = _("canned reason")
        verbose_name_plural = _("canned reasons")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(house_rule=None) ^ Q(law=""), name="canned_reason_has_one_ground"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def text_in(self, language: str) -> str:
        return self.text_en if language == "en" else self.text_nl


class AboutQuerySet(models.QuerySet):
    def about(self, persons: Iterable[Person]) -> "AboutQuerySet":
        """Return the rows about any of these persons, in one query."""
        users = {person.user for person in persons if person.user}
        mailboxes = {person.mailbox for person in persons if person.mailbox}
        return self.filter(Q(user__in=users) | self.about_mailboxes(mailboxes))

    def about_mailboxes(self, mailboxes: Collection[str]) -> Q:
        return Q(email__in=mailboxes)


class MeasureQuerySet(AboutQuerySet):
    def about_mailboxes(self, mailboxes: Collection[str]) -> Q:
        hashes = [one for mailbox in mailboxes for one in mailbox_hashes(mailbox)]
        return super().about_mailboxes(mailboxes) | Q(mailbox_hash__in=hashes)

    def surviving_erasure(self) -> "MeasureQuerySet":
        """Return sanctions that last until their end when the person is erased: restrictions."""
        return self.in_force().filter(kind__in=Measure.SURVIVES_ERASURE)

    def expired_after_erasure(self) -> "MeasureQuerySet":
        """Return sanctions that survived the erasure of the person and are over now."""
        return self.exclude(mailbox_hash="").filter(
            Q(ends_at__lte=timezone.now()) | Q(lifted_at__isnull=False)
        )

    def in_force(self) -> "MeasureQuerySet":
        """Return sanctions in force. A warning is in force until it is read."""
        lasting = self.filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()), lifted_at=None)
        return lasting.exclude(kind=Measure.Kind.WARN, read_at__isnull=False)


class AboutWriter(models.Model):
    """A row about one writer: a member, or a guest with a confirmed address."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    # The mailbox of the guest, or of the member at that time: see accounts/identity.py.
    email = models.EmailField(blank=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = AboutQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_about(self, person: Person) -> bool:
        if person.user and self.user_id == person.user:
            return True
        return bool(person.mailbox) and self.is_of_mailbox(person.mailbox)

    def is_of_mailbox(self, mailbox: str) -> bool:
        return self.email == mailbox


class Measure(AboutWriter):
    """A sanction: it restricts or trusts a writer. It has a reason, and the writer is mailed."""

    class Kind(models.TextChoices):
        WARN = "warn", _("warned")  # must be read before the next reaction
        HOLD = "hold", _("on pre-moderation")
        SUSPEND = "suspend", _("suspended")
        BAN = "ban", _("banned")
        PAGE = "page", _("page closed")  # their profile is shown to nobody
        TRUST = "trust", _("trusted")  # skips rules that would only hold

    # Sanctions under which a member's profile is shown to nobody.
    HIDES_PAGE = (Kind.PAGE, Kind.BAN)
    # Otherwise an erasure, which takes a day, would be an escape from them.
    SURVIVES_ERASURE = (Kind.HOLD, Kind.SUSPEND, Kind.BAN, Kind.PAGE)

    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.TextField(_("reason"))
    house_rule = models.ForeignKey(
        HouseRule, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The address for mail to a guest, as they wrote it: another spelling may be someone else's.
    address = models.EmailField(blank=True)
    # Once the person is erased, all that still identifies them.
    mailbox_hash = models.CharField(max_length=64, blank=True, db_index=True)
    language = models.CharField(max_length=2, default="nl")
    mailed_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email="") | ~Q(mailbox_hash=""),
                name="measure_of_someone",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("warn", "trust")) | Q(ends_at__isnull=False),
                name="measure_ends",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") | ~Q(mailbox_hash=""), name="measure_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(mailbox_hash="") | Q(email="", address="", ends_at__isnull=False),
                name="measure_outlives_nameless",
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def days(self) -> int | None:
        """The length in days; None if it has no end."""
        return (self.ends_at - self.created_at).days if self.ends_at else None

    @property
    def survives_erasure(self) -> bool:
        """True if the sanction lasts until its end when the person is erased."""
        return self.kind in self.SURVIVES_ERASURE

    def is_of_mailbox(self, mailbox: str) -> bool:
        if self.mailbox_hash:
            return self.mailbox_hash in mailbox_hashes(mailbox)
        return super().is_of_mailbox(mailbox)


class WriterNote(AboutWriter):
    """A moderator's note about a writer, for colleagues. Facts: the writer may ask to read it."""

    text = models.TextField(_("note"))

    class Meta:
        verbose_name = _("note about a writer")
        verbose_name_plural = _("notes about writers")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.text[:60]


class AuditEntry(models.Model):
    """One action of a team member or a rule.

    The database refuses to change or delete it, so it names nobody: it holds keys only, which mean
    nothing once the person is erased.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.BigIntegerField(null=True)  # a user's key; empty for a rule
    verb = models.CharField(max_length=30)
    subject = models.CharField(max_length=60)  # "comment:12", "rule:links", "measure:3"
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit log entry")
        verbose_name_plural = _("audit log")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("subject", "-id"), name="audit_subject"),
            models.Index(fields=("verb", "-id"), name="audit_verb"),
            models.Index(fields=("actor", "-id"), name="audit_actor"),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
