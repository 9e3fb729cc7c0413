"""The forms of house rules and canned reasons."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from common.forms import SafeTextField
from moderation.basis import LAW
from moderation.models import CannedReason, Category, HouseRule

LONGEST = 3000
LONGEST_CANNED = 1000  # the longest explanation of a decision


class HouseRuleForm(forms.ModelForm):
    """A house rule, in both languages."""

    class Meta:
        model = HouseRule
        fields = ("title_nl", "text_nl", "title_en", "text_en", "category")
        field_classes = {"text_nl": SafeTextField, "text_en": SafeTextField}
        widgets = {
            "title_nl": forms.TextInput(attrs={"lang": "nl"}),
            "title_en": forms.TextInput(attrs={"lang": "en"}),
            "text_nl": forms.Textarea(attrs={"rows": 4, "lang": "nl", "maxlength": LONGEST}),
            "text_en": forms.Textarea(attrs={"rows": 4, "lang": "en", "maxlength": LONGEST}),
        }
        help_texts = {
            "category": _("The heading under which this rule counts in the transparency report."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # No house rule is about what is illegal: such a rejection names the law itself.
        kinds = [kind for kind in Category.choices if kind[0] != Category.ILLEGAL]
        self.fields["category"].choices = kinds
        for name in ("text_nl", "text_en"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST))


class CannedReasonForm(forms.ModelForm):
    """An explanation that moderators often give, with its basis."""

    ground = forms.ChoiceField(label=_("Basis of the rule"))

    class Meta:
        model = CannedReason
        fields = ("title", "ground", "law", "text_nl", "text_en", "position")
        widgets = {
            "text_nl": forms.Textarea(attrs={"rows": 3, "lang": "nl", "maxlength": LONGEST_CANNED}),
            "text_en": forms.Textarea(attrs={"rows": 3, "lang": "en", "maxlength": LONGEST_CANNED}),
        }
        help_texts = {"law": _("Only if it is based on the law: which law and article.")}

    field_order = ("title", "ground", "law", "text_nl", "text_en", "position")

    def __init__(self, *args, rules: list[HouseRule], **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("text_nl", "text_en"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST_CANNED))
        self.rules = {str(rule.number): rule for rule in rules}
        kept = self.instance.house_rule
        if kept is not None:  # a rule that was retired since may stay
            self.rules.setdefault(str(kept.number), kept)
        self.fields["ground"].choices = [
            ("", _("Choose…")),
            *((number, str(rule)) for number, rule in self.rules.items()),
            (LAW, _("Not allowed by law")),
        ]
        if kept is not None:
            self.initial.setdefault("ground", str(kept.number))
        elif self.instance.law:
            self.initial.setdefault("ground", LAW)

    def clean(self) -> dict:
        data = super().clean()
        ground = data.pop("ground", None)
        if ground == LAW:
            data["house_rule"] = None
            if not data.get("law"):
                self.add_error("law", _("Name the law and the article."))
        elif ground:
            data["house_rule"], data["law"] = self.rules[ground], ""
        return data
