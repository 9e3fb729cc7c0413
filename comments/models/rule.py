"""The settings of the rules, and the lists that they use."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class WatchedWord(models.Model):
    """A word that holds a reaction for a moderator; comments/rules.py says how it is matched."""

    word = models.CharField(_("word"), max_length=60, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("watched word")
        verbose_name_plural = _("watched words")
        ordering = ("word",)

    def __str__(self) -> str:
        return self.word


class BlockedDomain(models.Model):
    """A domain, in its ASCII form; a link to it or to a host under it holds a reaction."""

    domain = models.CharField(_("domain"), max_length=253, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("blocked domain")
        verbose_name_plural = _("blocked domains")
        ordering = ("domain",)

    def __str__(self) -> str:
        return self.domain


class RuleSetting(models.Model):
    """The mode of a rule on the whole site or under one article, if it is not the default."""

    class Mode(models.TextChoices):
        OFF = "off", _("off")
        HOLD = "hold", _("hold for a moderator")
        REJECT = "reject", _("reject")

    rule = models.CharField(max_length=30)
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="rule_settings"
    )
    mode = models.CharField(max_length=10, choices=Mode.choices)

    class Meta:
        verbose_name = _("rule setting")
        verbose_name_plural = _("rule settings")
        constraints = (
            models.UniqueConstraint(
                fields=("rule",), condition=Q(article=None), name="rule_setting_of_site"
            ),
            models.UniqueConstraint(fields=("rule", "article"), name="rule_setting_of_article"),
            models.CheckConstraint(
                condition=Q(mode__in=("off", "hold", "reject")), name="rule_setting_mode"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule}: {self.get_mode_display()}"


class FloodSwitch(models.Model):
    """The mode of the proof of work for guests: one row, or none as long as nobody set it."""

    class Mode(models.TextChoices):
        OFF = "off", _("never")
        AUTO = "auto", _("during a flood")
        ON = "on", _("always")

    mode = models.CharField(max_length=4, choices=Mode.choices)

    class Meta:
        verbose_name = _("flood protection setting")
        verbose_name_plural = _("flood protection settings")
        constraints = (
            models.CheckConstraint(
                condition=Q(mode__in=("off", "auto", "on")), name="flood_switch_mode"
            ),
            models.CheckConstraint(condition=Q(pk=1), name="flood_switch_only_one"),
        )

    def __str__(self) -> str:
        return self.get_mode_display()

    @classmethod
    def mode_now(cls) -> str:
        return cls.objects.values_list("mode", flat=True).first() or cls.Mode.AUTO
