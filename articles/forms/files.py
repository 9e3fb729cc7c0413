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
        help_text=_("JPEG, PNG, WebP or GIF, up to 8 MB. Where it was taken is left out."),
        error_messages={"required": _("Choose an image first."), "empty": pixels.UNREADABLE},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )

    class Meta:
        model = Image
        fields = ("file", "alt", "caption", "credit")
        help_texts = {
            "alt": _("Say what matters of it in one sentence; a screen reader reads it out."),
            "credit": _("Who made it, or whose it is."),
        }
        error_messages = {
            "alt": {"required": _("Say what is to be seen, for who cannot see it.")},
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
            "PDF, Word, Excel, PowerPoint, OpenDocument or plain text, without macros. Everyone "
            "who can read the piece can take it along."
        ),
    )

    class Meta:
        model = Attachment
        fields = ("file", "title")
        error_messages = {"title": {"required": _("Give it a title: readers see that.")}}

    field_order = ("file", "title")

    def refuse(self, error: ValidationError) -> None:
        self.add_error("file", error)
