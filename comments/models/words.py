"""The words of a reaction, for the desk's search."""

from collections.abc import Iterable

from django.db import models

from comments.models.comment import Comment
from common.full_text import WeightedWords, WordsField
from common.language import LONGEST_WORD, split_words

WORD_INDEX = "comments_words"


class CommentWords(models.Model):
    """The name, the affiliation, the public text and the latest text of a reaction, as words.

    The actions that change these write it in the same transaction. Only the desk may read it: what
    readers search is in `search`, which holds nothing that is not public.
    """

    comment = models.OneToOneField(
        Comment, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    words = WordsField()

    def __str__(self) -> str:
        return str(self.comment_id)

    @staticmethod
    def of_texts(texts: Iterable[str | None]) -> list[WeightedWords]:
        """Return the words of these texts, each once: the desk searches no phrases."""
        words = {word[:LONGEST_WORD] for text in texts if text for word in split_words(text)}
        return [("D", sorted(words))]
