"""The forms for publishing, withdrawing, and preview links."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.forms.local_time import LocalDateTimeField

LONGEST_PREVIEW = timedelta(days=60)


class PublishArticleForm(forms.Form):
    """The moment of a scheduled publication."""

    at = LocalDateTimeField(
        label=_("Publish at"),
        required=False,
        help_text=_("Dutch local time."),
    )

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at is None:
            raise forms.ValidationError(_("Choose a date and a time."), code="required")
        if at <= timezone.now():
            raise forms.ValidationError(_("This time has passed."), code="past")
        return at


class WithdrawArticleForm(forms.Form):
    reason = forms.CharField(
        label=_("Why are you withdrawing it?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everyone reads this at the address of the article."),
        error_messages={"required": _("Say why. Readers who come for the article see this.")},
    )
    keeps_debate = forms.BooleanField(
        label=_("The reactions can still be read"), required=False, initial=True
    )


class PreviewLinkForm(forms.Form):
    note = forms.CharField(
        label=_("Intended for"),
        max_length=120,
        required=False,
        help_text=_("Only for your team, so that you know later whose link this is."),
    )
    days = forms.IntegerField(
        label=_("For how many days"),
        min_value=1,
        max_value=LONGEST_PREVIEW.days,
        initial=7,
    )

    @property
    def until(self):
        return timezone.now() + timedelta(days=self.cleaned_data["days"])
