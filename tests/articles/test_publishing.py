"""The way of a piece to its readers: now, later, withdrawn, and back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import actions
from articles.models import Article, Draft, OldAddress, Version
from articles.permissions import may_see_article
from tests.articles.conftest import FIRST, base, body, now


def fresh(article) -> Article:
    return Article.objects.get(pk=article.pk)


def test_what_is_published_is_the_draft(piece, author, editor, client):
    actions.save_draft(piece, body("Zo is het."), base=base(piece), by=author)
    version = actions.publish_article(piece, by=editor)
    assert "Zo is het." in client.get(fresh(piece).get_absolute_url()).content.decode()
    assert (version.kind, version.by) == ("published", editor)
    assert not Draft.objects.exists()


def test_handed_in_and_taken_back(piece, author):
    actions.submit_article(piece, by=author)
    assert fresh(piece).status == "ready"
    actions.cancel_submission(piece, by=author)
    assert fresh(piece).status == "draft"
    assert [version.kind for version in Version.objects.all()] == ["saved", "ready"]


def test_a_scheduled_piece_is_not_there_before_its_moment(piece, editor, client):
    at = timezone.now() + timedelta(days=2)
    actions.publish_article(piece, by=editor, at=at)
    assert fresh(piece).is_scheduled
    assert list(Article.objects.scheduled()) == [piece]
    assert client.get(piece.get_absolute_url()).status_code == 404
    Article.objects.update(published_at=timezone.now() - timedelta(seconds=1))
    assert client.get(piece.get_absolute_url()).status_code == 200


def test_not_after_all(piece, editor):
    actions.publish_article(piece, by=editor, at=timezone.now() + timedelta(days=2))
    actions.unschedule_article(piece, by=editor)
    assert (fresh(piece).status, fresh(piece).published_at) == ("ready", None)


def test_what_is_changed_later_keeps_its_date(article, author, editor):
    at = fresh(article).published_at
    actions.save_draft(article, body("Beter."), base=base(article), by=author)
    assert "Beter" not in fresh(article).body
    actions.publish_article(article, by=editor)
    assert "Beter" in fresh(article).body
    assert fresh(article).published_at == at


def test_only_another_text_is_a_change(article, author, editor):
    at = article.published_at
    actions.update_article_settings(
        fresh(article), {"policy": "hold_all", "proposition": "Iets anders."}
    )
    actions.publish_article(article, by=editor)
    actions.withdraw_article(article, by=editor, reason="", keeps_debate=True)
    actions.restore_article(article, by=editor)
    assert fresh(article).changed_at == at
    actions.save_draft(article, body("Beter."), base=base(article), by=author)
    assert fresh(article).changed_at == at
    actions.publish_article(article, by=editor)
    assert fresh(article).changed_at > at


NOTE = '<p>Zo.<a href="#noot-1">1</a></p><ol class="notes"><li>%s</li></ol>'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FIRST._replace(title=""), "geen titel"),
        (FIRST._replace(body=""), "geen tekst"),
        (FIRST._replace(body=NOTE % "<p></p>"), "Noot 1 zegt niets"),
        (body(f'<img src="/media/articles/{"a" * 32}-800x600-800.webp">'), "te zien"),
    ],
)
def test_what_is_missing_is_said(piece, editor, text, said):
    actions.save_draft(piece, text, base=base(piece), by=editor)
    with pytest.raises(actions.IncompleteArticle) as error:
        actions.publish_article(piece, by=editor)
    assert said in " ".join(error.value.problems)
    assert fresh(piece).status == "draft"


def test_a_piece_without_names_is_not_published(piece, editor):
    piece.bylines.all().delete()
    with pytest.raises(actions.IncompleteArticle):
        actions.publish_article(piece, by=editor)


def test_withdrawn_and_back(article, editor, client):
    at = fresh(article).published_at
    version = actions.withdraw_article(
        article, by=editor, reason="Klopte niet.", keeps_debate=False
    )
    withdrawn = fresh(article)
    assert (version.kind, version.by) == ("withdrawn", editor)
    assert not may_see_article(editor, withdrawn)
    assert (withdrawn.withdrawn_reason, withdrawn.keeps_debate) == ("Klopte niet.", False)
    actions.restore_article(article, by=editor)
    back = fresh(article)
    assert (back.is_published, back.published_at, back.withdrawn_reason) == (True, at, "")


def test_it_closes_so_many_days_after_publication(piece, editor):
    actions.update_article_settings(piece, {"closed_at": None, "closes_after_days": 14})
    assert fresh(piece).closed_at is None
    at = timezone.now() + timedelta(days=2)
    actions.publish_article(piece, by=editor, at=at)
    assert fresh(piece).closed_at == at + timedelta(days=14)
    actions.update_article_settings(piece, {"closed_at": None, "closes_after_days": 3})
    assert fresh(piece).closed_at == at + timedelta(days=3)


def test_an_address_that_readers_knew_goes_on_leading_there(article, piece):
    actions.change_article_slug(piece, "tafel")
    assert not OldAddress.objects.exists()
    actions.change_article_slug(article, "anders")
    assert OldAddress.objects.get().slug == "samen"
    actions.change_article_slug(article, "samen")
    assert OldAddress.objects.get().slug == "anders"


def test_the_debate_that_goes_on_meanwhile_is_left_alone(article, write, editor):
    before = Article.objects.get(pk=article.pk)
    write(article)
    actions.publish_article(before, by=editor)
    assert fresh(article).last_number == 1
    assert now(article).body == before.body
