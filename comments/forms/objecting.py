"""What a writer has against a decision, and what a moderator answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Objection


class ObjectionForm(forms.Form):
    """What a writer has against a decision."""

    text = forms.CharField(
        label=_("Why do you disagree?"),
        min_length=10,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Please say why you disagree."),
            "min_length": _("Please say a little more: why do you disagree?"),
        },
    )


class AnswerForm(forms.Form):
    """A moderator's answer to an objection."""

    outcome = forms.ChoiceField(
        error_messages={
            "invalid_choice": _("The reaction came back meanwhile, so this can only be granted.")
        }
    )
    answer = forms.CharField(
        label=_("Your answer to the writer"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please answer in words; the writer reads it.")},
    )

    def __init__(self, *args, objection: Objection, **kwargs):
        super().__init__(*args, auto_id=f"o{objection.pk}-%s", **kwargs)
        self.fields["outcome"].choices = [(one, one.label) for one in objection.outcomes]
        self.fields["answer"].widget.attrs["lang"] = objection.statement.comment.language
