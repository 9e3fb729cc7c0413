from django.core.management.base import BaseCommand
from tqdm import tqdm

from search import (
    actions,
    documents,
    full_text,
)


class Command(BaseCommand):
    help = "Make the search index anew, while the site goes on. Also after a large import."

    def handle(self, **options) -> None:
        total = documents.public_articles().count() + documents.public_reactions().count()
        # Shown in a terminal only.
        with tqdm(total=total, unit="texts", disable=None) as bar:
            actions.reindex(bar.update)
        self.stdout.write(f"{total} articles and reactions can be found.")
        if not full_text.knows_letters():
            self.stdout.write("Without pg_trgm misspelt words are not put right: see the docs.")
