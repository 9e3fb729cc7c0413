"""A writer's appeal against a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AppealForm(forms.Form):
    """A writer's appeal against a decision."""

    text = forms.CharField(
        label=_("Why do you disagree?"),
        min_length=10,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Explain why you disagree."),
            "min_length": _("Explain a little more: why do you disagree?"),
        },
    )
