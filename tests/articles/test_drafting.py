"""Writing: what is saved, what is kept beside it, and what can be had back."""

import pytest

from articles import actions, personal_data
from articles.actions.drafting import EditorPage
from articles.models import Article, ArticleText, Draft, Version
from common.html.rules import TooComplex
from tests.articles.conftest import FIRST, base, body, now, plain

KINDS = Version.Kind


def kinds(article) -> list[str]:
    return list(Version.objects.filter(article=article).values_list("kind", flat=True))


def test_who_begins_a_piece_is_its_author(author):
    piece = actions.start_article(author, "Een nieuw  stuk")
    assert (piece.title, piece.slug, piece.status) == ("Een nieuw stuk", "een-nieuw-stuk", "draft")
    byline = piece.bylines.get()
    assert (byline.user, byline.name, byline.affiliation) == (author, author.name, "adviseur")
    assert actions.start_article(author, "Een nieuw stuk").slug == "een-nieuw-stuk-2"


def test_what_is_written_is_safe_and_readers_see_none_of_it(author, article):
    text = body("Nieuw<script>alert(1)</script>, <b>vet</b>.")
    saved = actions.save_draft(article, text, base=base(article), by=author)
    assert saved.aside is None
    assert saved.base == base(article)
    assert plain(now(article)) == "Nieuw, <strong>vet</strong>."
    assert "gang" in Article.objects.get(pk=article.pk).body


def test_saving_what_is_there_already_changes_nothing(piece, author):
    assert actions.save_draft(piece, FIRST, base=base(piece), by=author).base == base(piece)
    assert not Draft.objects.exists()
    assert kinds(piece) == []


def test_saving_by_itself_makes_no_versions(piece, author):
    for words in ("een", "een twee", "een twee drie"):
        actions.save_draft(piece, body(words), base=base(piece), by=author)
    assert plain(now(piece)) == "een twee drie"
    assert kinds(piece) == []


def test_a_version_is_made_once_of_the_same_text(piece, author):
    first = actions.save_version(piece, by=author)
    assert actions.save_version(piece, by=author) == first
    actions.save_draft(piece, body("anders"), base=base(piece), by=author)
    assert actions.save_version(piece, by=author).number == 2


def test_who_takes_over_leaves_a_version_of_the_others(piece, author, editor):
    actions.save_draft(piece, body("van de auteur"), base=base(piece), by=author)
    actions.save_draft(piece, body("van de redactie"), base=base(piece), by=editor)
    kept = Version.objects.get(article=piece)
    assert (plain(ArticleText.of(kept)), kept.by) == ("van de auteur", author)


class TestTwoAtOnce:
    @pytest.fixture
    def saved(self, piece, author, editor):
        """Both opened it; the editor saved first."""
        opened = base(piece)
        actions.save_draft(piece, body("van de redactie"), base=opened, by=editor)
        return actions.save_draft(piece, body("van de auteur"), base=opened, by=author)

    def test_nothing_is_lost(self, piece, saved, author):
        assert plain(now(piece)) == "van de redactie"
        aside = saved.aside
        assert (plain(ArticleText.of(aside)), aside.kind, aside.by) == (
            "van de auteur",
            "aside",
            author,
        )

    def test_the_same_is_kept_aside_once(self, piece, saved, author):
        again = actions.save_draft(piece, body("van de auteur"), base="0.0", by=author)
        assert again.aside == saved.aside
        more = actions.save_draft(piece, body("van de auteur, en meer"), base="0.0", by=author)
        assert more.aside.number == saved.aside.number + 1

    def test_who_chooses_theirs_leaves_the_other_among_the_versions(self, piece, saved, author):
        actions.restore_version(saved.aside, by=author)
        assert plain(now(piece)) == "van de auteur"
        texts = [plain(ArticleText.of(one)) for one in Version.objects.filter(article=piece)]
        assert "van de redactie" in texts

    def test_the_same_words_are_no_quarrel(self, piece, saved, editor):
        again = actions.save_draft(piece, body("van de redactie"), base="0.0", by=editor)
        assert again.aside is None
        assert again.base == base(piece)


def test_what_was_built_on_from_before_a_publication_is_kept_aside(piece, author, editor):
    """Also when a new draft would happen to have the same revision."""
    actions.save_draft(piece, body("een"), base=base(piece), by=author)
    opened = base(piece)
    actions.publish_article(piece, by=editor)
    assert not Draft.objects.exists()
    assert actions.save_draft(piece, body("twee"), base=opened, by=author).aside
    assert actions.save_draft(piece, body("twee"), base="0.0", by=author).aside
    actions.save_draft(piece, body("drie"), base=base(piece), by=editor)
    assert base(piece) != opened
    assert actions.save_draft(piece, body("vier"), base=opened, by=author).aside


def test_restoring_is_a_new_version_and_loses_none(piece, author, editor):
    first = actions.save_version(piece, by=author)
    actions.save_draft(piece, body("anders"), base=base(piece), by=author)
    restored = actions.restore_version(first, by=editor)
    assert now(piece) == ArticleText.of(first) == ArticleText.of(restored)
    assert (restored.number, restored.by) == (3, editor)
    second = Version.objects.get(article=piece, number=2)
    assert (plain(ArticleText.of(second)), second.by) == ("anders", author)


def test_the_address_follows_the_title_until_someone_chose_one(piece, author):
    def rename(title: str) -> str:
        actions.save_draft(piece, FIRST._replace(title=title), base=base(piece), by=author)
        return Article.objects.get(pk=piece.pk).slug

    assert rename("Een bank in de wijk") == "een-bank-in-de-wijk"
    actions.change_article_slug(piece, "bank")
    assert rename("Een stoel in de wijk") == "bank"


def test_a_copy_of_ones_data_holds_what_one_wrote_and_not_what_others_did(piece, author, editor):
    actions.save_draft(piece, body("van de auteur"), base=base(piece), by=author)
    actions.save_draft(piece, body("van de redactie"), base=base(piece), by=editor)
    theirs = personal_data.collect_article_data(author)
    assert theirs["bylines"][0]["affiliation"] == "adviseur"
    assert [one["text"] for one in theirs["versions"]] == ["van de auteur"]
    assert [one.get("text") for one in personal_data.collect_article_data(editor)["versions"]] == [
        None
    ]


def test_what_is_too_complex_is_refused_and_changes_nothing(piece, author):
    before = now(piece)
    with pytest.raises(TooComplex):
        actions.save_draft(piece, body("<div>" * 5000), base=base(piece), by=author)
    assert now(piece) == before


class TestAPageThatSavesByItself:
    """Its answers may be lost, and what it sends may overtake itself."""

    def turn(self, piece, author, words: str, turn: int, base: str, page: str = "een"):
        return actions.save_draft(
            piece, body(words), base=base, by=author, page=EditorPage(page, turn)
        )

    def test_it_goes_on_after_itself(self, piece, author):
        first = base(piece)
        self.turn(piece, author, "Een.", 1, first)
        # The answer never came.
        assert self.turn(piece, author, "Een, twee.", 2, first).aside is None
        assert plain(now(piece)) == "Een, twee."

    def test_what_comes_late_replaces_nothing(self, piece, author):
        first = base(piece)
        self.turn(piece, author, "Een, twee.", 2, first)
        assert self.turn(piece, author, "Een.", 1, first).aside is None
        assert plain(now(piece)) == "Een, twee."

    def test_not_over_another_page_or_person(self, piece, author, editor):
        first = base(piece)
        self.turn(piece, author, "Hier.", 1, first)
        second = self.turn(piece, author, "In een ander tabblad.", 1, first, page="twee")
        assert plain(second.aside) == "In een ander tabblad."
        assert self.turn(piece, editor, "Van mij.", 2, first).aside
        actions.restore_version(second.aside, by=author)
        assert self.turn(piece, author, "Hier verder.", 2, first).aside
        assert plain(now(piece)) == "In een ander tabblad."

    def test_what_is_a_version_already_is_not_kept_twice(self, piece, author, editor):
        first = base(piece)
        mine = self.turn(piece, author, "Van mij.", 1, first)
        actions.save_draft(piece, body("Van de redactie."), base=mine.base, by=editor)
        again = self.turn(piece, author, "Van mij.", 2, first)
        assert again.aside.kind == "saved"
