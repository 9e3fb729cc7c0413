from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from notifications.kinds import NoticeKind, Pace, available_paces


class PreferencesForm(forms.Form):
    """The form for the frequency of each kind of mail, and the language."""

    language = forms.ChoiceField(label=_("Email language"), choices=settings.LANGUAGES)

    def __init__(
        self, *args, kinds: list[NoticeKind], chosen: dict[str, str], language: str, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        self.initial["language"] = language
        for kind in kinds:
            self.fields[kind.value] = forms.ChoiceField(
                label=capfirst(kind.label),
                choices=[(pace.value, capfirst(pace.label)) for pace in available_paces(kind)],
                initial=chosen[kind],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose how often.")},
            )

    @property
    def rows(self) -> list[forms.BoundField]:
        return [self[kind.value] for kind in self.kinds]

    @property
    def chosen(self) -> dict[NoticeKind, Pace]:
        return {kind: Pace(self.cleaned_data[kind.value]) for kind in self.kinds}


class FollowForm(forms.Form):
    """The form to follow or unfollow."""

    follow = forms.TypedChoiceField(
        choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1"
    )
    # Return to the list of follows instead of the followed page.
    listed = forms.BooleanField(required=False)
