"""The form of a moderator's answer to an appeal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Objection


class AppealAnswerForm(forms.Form):
    """The outcome of an appeal, and the answer to the writer."""

    outcome = forms.ChoiceField(
        error_messages={
            "invalid_choice": _(
                "The reaction has been restored in the meantime, so this appeal can "
                "only be granted."
            )
        }
    )
    answer = forms.CharField(
        label=_("Reply to the writer"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a reply. The writer will read it.")},
    )

    def __init__(self, *args, objection: Objection, **kwargs):
        super().__init__(*args, auto_id=f"o{objection.pk}-%s", **kwargs)
        self.fields["outcome"].choices = [(one, one.label) for one in objection.outcomes]
        self.fields["answer"].widget.attrs["lang"] = objection.statement.comment.language
