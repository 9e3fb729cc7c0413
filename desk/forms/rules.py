"""The form of the modes of the rules."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from comments.moderation_rules import MODERATION_RULES


class RuleModesForm(forms.Form):
    """The mode of each rule: on the whole site, or under one article."""

    def __init__(self, *args, modes: dict[str, str], article=None, may_set: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        own = [("", _("as on the whole site"))] if article is not None else []
        for place, rule in enumerate(MODERATION_RULES, start=1):
            self.fields[rule.name] = forms.ChoiceField(
                label=format_lazy("{}. {}", place, rule.title),
                help_text=rule.full_help(),
                choices=[*own, *rule.modes],
                required=article is None,
                initial=modes.get(rule.name, "" if own else rule.mode),
                disabled=not may_set,
            )
        # The modes that need not be stored: they apply when nothing is set.
        self._unset = {rule.name: "" if own else rule.mode for rule in MODERATION_RULES}

    def modes(self) -> dict[str, str]:
        """Return the chosen modes, without those that apply when nothing is set."""
        chosen = self.cleaned_data.items()
        return {name: mode for name, mode in chosen if mode != self._unset[name]}
