"""Running `manage.py demo` again: it adds what was never there and leaves all else alone."""

from allauth.account.models import EmailAddress

from accounts.models import User
from articles.models import Article
from comments.models import Comment, Decision, Revision, WatchedWord
from debate.demo import loader

CROWD = 20


def rows() -> list:
    """Every row that the demo makes, as it is now."""
    models = (User, EmailAddress, Article, Comment, Revision, Decision, WatchedWord)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_loading_again_changes_nothing(demo):
    before = rows()

    assert loader.load_demo() == (0, 0, 0)
    assert rows() == before


def test_what_people_did_since_then_stays(demo, write, reader):
    first, second, third, *_ = Article.objects.order_by("pk")
    Article.objects.filter(pk=first.pk).update(title="Een andere kop")
    Article.objects.filter(pk=second.pk).update(status=Article.Status.WITHDRAWN)
    Article.objects.filter(pk=third.pk).update(slug="een-ander-adres")
    written = write(first, "Dit blijft staan.", user=reader)
    WatchedWord.objects.filter(word="trut").delete()
    User.objects.filter(email="koos.dijkgraaf@example.org").update(
        name="Koos D.", password="anders"
    )
    User.objects.filter(email="fatma.ozdemir@example.org").delete()
    before = rows()

    loader.load_demo()

    assert rows() == before
    assert Comment.objects.filter(pk=written.pk, text="Dit blijft staan.").exists()
    assert "fatma.ozdemir@example.org" not in [user.email for user in loader.demo_users()]


def test_one_article_that_is_missing_is_added_to_the_rest(demo, monkeypatch):
    """As when a new version of the site brings one more debate."""
    before = {user.pk: user.password for user in User.objects.all()}
    content = loader._demo_articles()[0] | {"slug": "nog-een-debat"}
    monkeypatch.setattr(loader, "_demo_articles", lambda: [content])

    assert loader.load_demo() == (1, len(content["comment"]), 0)
    assert {user.pk: user.password for user in User.objects.all()} == before
