"""The forms for writing a reaction and for changing its text."""

import uuid

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comments import proof_of_work, spam_signals
from comments.models import Comment
from comments.permissions import may_reply, may_sign_comment
from common import names
from common.forms import SafeTextField
from common.html.plain_text import html_to_text
from common.html.safe import SafeText

SHORTEST, LONGEST = 3, 5000


class CommentTextForm(forms.Form):
    """The text of a reaction."""

    text = SafeTextField(
        label=_("Your reaction"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7, "data-counter": LONGEST}),
        error_messages={
            "required": _("Write something first."),
            "min_length": ngettext_lazy(
                "Write at least %(limit_value)d character.",
                "Write at least %(limit_value)d characters.",
                "limit_value",
            ),
            "max_length": ngettext_lazy(
                "Too long: at most %(limit_value)d character; this has %(show_value)d.",
                "Too long: at most %(limit_value)d characters; this has %(show_value)d.",
                "limit_value",
            ),
        },
    )

    def clean_text(self) -> SafeText:
        text = self.cleaned_data["text"]
        if not html_to_text(text.html).strip():
            raise forms.ValidationError(_("Write something first."), code="required")
        return text


class CommentForm(CommentTextForm):
    """A new reaction, by a member or, with a name and an address, by a guest."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name, or the name you want to use here.")},
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        help_text=_("Will not be published."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your email address. It is not published."),
            "invalid": _("This is not a valid email address. Check it and try again."),
        },
    )
    remember = forms.BooleanField(
        label=_("Remember my name and email address in this browser"), required=False
    )
    wants_answers = forms.BooleanField(label=_("Email me when someone replies"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)
    opened = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    # A honeypot: hidden from people, filled in by programs that fill in every field.
    website = forms.CharField(
        required=False,
        max_length=500,
        label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    # The browser's proof of work, if one was asked: see comments/proof_of_work.py.
    proof = forms.CharField(widget=forms.HiddenInput, required=False, max_length=3000)
    parent = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, article, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.article = user, article
        self.is_flood = user.is_anonymous and proof_of_work.was_proof_required()
        if "key" not in self.initial:
            self.initial["key"] = uuid.uuid4()
            self.initial["opened"] = spam_signals.opening_stamp()
        if user.is_authenticated:
            for name in ("name", "email", "remember", "wants_answers", "website", "proof"):
                del self.fields[name]
        elif settings.COMMENTS_GUESTS != "confirm":
            # Send no mail to an address that was never confirmed.
            del self.fields["wants_answers"]

    def clean_name(self) -> str:
        name = names.tidy_line(self.cleaned_data["name"])
        # Validate again: normalising can make a name longer.
        self.fields["name"].run_validators(name)
        if not names.name_skeleton(name):
            raise forms.ValidationError(_("Enter a name that contains letters."))
        return name

    def clean_email(self) -> str:
        address = self.cleaned_data["email"].lower()
        self.fields["email"].run_validators(address)
        return address

    def clean_parent(self) -> Comment | None:
        pk = self.cleaned_data["parent"]
        if pk is None:
            return None
        parent = Comment.objects.filter(pk=pk, article=self.article).first()
        if parent is None or not may_reply(parent):
            # Keep the text: it can still be placed as a reaction to the article.
            raise forms.ValidationError(
                _(
                    "The reaction you are replying to no longer exists. Your text is "
                    "saved; you can post it as a separate reaction."
                ),
                code="parent_gone",
            )
        return parent

    def clean(self) -> dict:
        data = super().clean()
        name = self.user.name if self.user.is_authenticated else data.get("name")
        if name and not may_sign_comment(name, self.user, self.article):
            self.add_error(
                None if self.user.is_authenticated else "name",
                forms.ValidationError(
                    _(
                        "This is the name of someone who writes for this site, or too "
                        "similar to it. If that is you, sign in; otherwise choose another "
                        "name."
                    ),
                    code="name_taken",
                ),
            )
        return data
