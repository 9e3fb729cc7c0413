"""The profile form: name, description, and the choice of what is public."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts import pictures
from accounts.forms.members import clean_public_name
from accounts.models import User
from common import names, pixels
from common.text import tidy_paragraphs


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = (
            *("name", "affiliation", "language", "about"),
            *("has_page", "shows_picture", "shows_about", "shows_reactions"),
        )
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "affiliation": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "about": forms.Textarea(attrs={"rows": 4}),
        }

    def clean_name(self) -> str:
        return clean_public_name(self.cleaned_data["name"], self.instance)

    def clean_affiliation(self) -> str:
        affiliation = names.tidy_line(self.cleaned_data["affiliation"])
        MaxLengthValidator(120)(affiliation)
        return affiliation

    def clean_about(self) -> str:
        about = tidy_paragraphs(self.cleaned_data["about"])
        MaxLengthValidator(400)(about)
        return about


class PictureField(forms.FileField):
    """A picture file; the cleaned value is the picture, encoded again in each size."""

    def clean(self, data, initial=None) -> dict[int, bytes]:
        return pictures.resize_profile_picture(super().clean(data, initial))


class PictureForm(forms.Form):
    picture = PictureField(
        label=_("A new photo"),
        help_text=_(
            "JPEG, PNG, WebP or GIF, up to 8 MB. We crop it to a square and "
            "remove where and when it was taken."
        ),
        error_messages={
            "required": _("Choose a photo first."),
            "empty": pixels.UNREADABLE,
        },
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
