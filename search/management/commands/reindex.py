from django.core.management.base import BaseCommand
from tqdm import tqdm

from comments.actions import reindex_words
from search import actions, documents, full_text


class Command(BaseCommand):
    help = "Rebuild both search indexes while the site stays up, as after a large import."

    def handle(self, **options) -> None:
        total = documents.searchable_articles().count() + documents.searchable_comments().count()
        # Shown in a terminal only.
        with tqdm(total=total, unit="texts", disable=None) as bar:
            actions.rebuild_search_index(bar.update)
        reindex_words()
        self.stdout.write(f"{total} articles and reactions are indexed.")
        if not full_text.has_trigram_index():
            self.stdout.write("Without pg_trgm, misspelt words are not corrected: see the docs.")
