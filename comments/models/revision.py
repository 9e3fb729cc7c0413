"""The texts of a reaction."""

from django.db import models
from django.utils import timezone


class Revision(models.Model):
    """One text of a reaction, as its writer typed it; never edited, only erased."""

    comment = models.ForeignKey("Comment", on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    html = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("comment", "number"), name="revision_number_unique"),
        )

    def __str__(self) -> str:
        return f"{self.comment_id}/{self.number}"
