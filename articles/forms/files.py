"""The upload forms of images and attachments."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.documents import ATTACHMENT_TYPES
from articles.models import Attachment, Image
from common import pixels


class ImageForm(forms.ModelForm):
    """An image with its description; `actions.add_image` checks the file itself."""

    file = forms.FileField(
        label=_("Image"),
        help_text=_("JPEG, PNG, WebP or GIF, up to 8 MB. We remove where it was taken."),
        error_messages={"required": _("Choose an image first."), "empty": pixels.UNREADABLE},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )

    class Meta:
        model = Image
        fields = ("file", "alt", "caption", "credit")
        help_texts = {
            "alt": _(
                "Describe in one sentence what matters in this image. Screen readers read it aloud."
            ),
            "credit": _("Who made it, or who owns it."),
        }
        error_messages = {
            "alt": {
                "required": _("Enter an alternative text for people who cannot see the image.")
            },
        }

    field_order = ("file", "alt", "caption", "credit")

    def refuse(self, error: ValidationError) -> None:
        self.add_error("file", error)


class AttachmentForm(forms.ModelForm):
    file = forms.FileField(
        label=_("Document"),
        error_messages={
            "required": _("Choose a document first."),
            "empty": _("This file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in ATTACHMENT_TYPES)}),
        help_text=_(
            "PDF, Word, Excel, PowerPoint, OpenDocument or plain text, without "
            "macros. Everyone who can read the article can download it."
        ),
    )

    class Meta:
        model = Attachment
        fields = ("file", "title")
        error_messages = {"title": {"required": _("Enter a title. Readers see it.")}}

    field_order = ("file", "title")

    def refuse(self, error: ValidationError) -> None:
        self.add_error("file", error)
