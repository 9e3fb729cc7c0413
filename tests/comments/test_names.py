"""No guest and no member passes for someone who writes for the site."""

import uuid

import pytest

from articles.models import Byline
from comments.models import Comment
from tests.accounts.test_roles import ALIKE
from tests.conftest import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def react(client, article):
    def react(name: str | None = None, **fields):
        form = {"text": "Dat zie ik anders.", "key": str(uuid.uuid4())}
        if name is not None:
            form |= {"name": name, "email": "daan@example.org"}
        return client.post("/opinie/samen/reageer/", form | fields)

    return react


def refused(answer) -> bool:
    assert answer.status_code in (302, 422)
    assert Comment.objects.exists() == (answer.status_code == 302)
    if answer.status_code == 422:
        # What they typed is still there.
        assert "Dat zie ik anders." in answer.content.decode()
    return answer.status_code == 422


@pytest.mark.parametrize("name", ALIKE)
def test_a_guest_is_not_the_moderator(name, react, moderator):
    assert refused(react(name))


@pytest.mark.parametrize("name", ["Adriaan Auteur", "Аdriааn Аuteur", "ADRIAAN.AUTEUR"])
def test_a_guest_is_not_the_author(name, react):
    assert refused(react(name))


def test_a_guest_is_not_in_the_byline_of_any_article(react, make_article):
    Byline.objects.create(article=make_article("ander"), name="Gast Schrijver")
    assert refused(react("Gаst Schrijver"))


@pytest.mark.parametrize("name", ["Adriaan Auteur", "Mо Moderator"])
def test_a_member_is_not_either(name, react, client, moderator):
    client.force_login(make_user("vals@example.org", name))
    assert refused(react())


def test_the_author_and_the_moderator_are_themselves(react, client, author, moderator):
    for user in (author, moderator):
        client.force_login(user)
        assert react().status_code == 302
    assert [c.role for c in Comment.objects.order_by("pk")] == ["author", "editor"]


def test_an_author_elsewhere_bears_their_own_name(react, client, article, author, make_article):
    article.bylines.all().delete()
    make_article("ander")
    client.force_login(author)
    assert not refused(react())
    assert Comment.objects.get().role == "reader"


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u3164", "́"])
def test_a_name_has_something_to_see(name, react):
    assert refused(react(name))


# Normalised, each letter of these is two or three.
@pytest.mark.parametrize("name", ["\u0958" * 60, "\ufb2c" * 60, "\U0001d160" * 60])
def test_a_name_that_grows_is_refused_or_fits(name, react):
    answer = react(name)
    if not refused(answer):
        assert len(Comment.objects.get().name) <= 60


@pytest.mark.parametrize("domain", ["İ" * 60 + ".example.org"])
def test_an_address_that_grows_is_refused_or_fits(domain, react):
    answer = react("Daan", email=f"{'d' * 64}@{domain}.{domain}")
    if not refused(answer):
        assert len(Comment.objects.get().email) <= 254
