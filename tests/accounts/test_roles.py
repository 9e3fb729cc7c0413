"""Roles, and the names that no one else may bear."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from accounts import roles
from accounts.models import User
from accounts.permissions import may_moderate, may_use_name
from articles.permissions import is_author, may_edit_all_articles
from tests.conftest import make_user


def test_migrations_make_every_role(db):
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ALL)


@pytest.mark.parametrize(
    ("who", "moderates", "publishes"),
    [
        ("reader", False, False),
        ("author", False, False),
        ("moderator", True, False),
        ("editor", True, True),
    ],
)
def test_who_may_do_what(who, moderates, publishes, request):
    user = request.getfixturevalue(who)
    assert (may_moderate(user), may_edit_all_articles(user)) == (moderates, publishes)
    user.is_active = False
    assert (may_moderate(user), may_edit_all_articles(user)) == (False, False)


def test_a_stranger_may_nothing(article):
    stranger = AnonymousUser()
    assert not may_moderate(stranger)
    assert not may_edit_all_articles(stranger)
    assert not is_author(stranger, article)


def test_an_administrator_may_everything(db):
    user = User.objects.create_superuser("a@example.org", "x", name="Admin")
    assert may_moderate(user)
    assert may_edit_all_articles(user)


def test_a_role_is_given_and_taken(reader):
    roles.grant_role(reader, roles.MODERATORS)
    assert may_moderate(reader)
    roles.revoke_role(reader, roles.MODERATORS)
    assert not may_moderate(reader)


def test_a_group_of_another_name_gives_nothing(reader):
    reader.groups.add(Group.objects.create(name="Moderators"))
    assert not may_moderate(reader)


ALIKE = [
    "Mo Moderator",
    "mo moderator",
    "MO  MODERATOR",
    "Mo-Moderator",
    "MoModerator",
    "Mö Moderátor",
    "Мо Моderаtоr",  # Cyrillic М, о, а
    "Mo Moderat0r",
    "Mo Rnoderator",
    "Mo\u200b Moderator",
    "Mo Modera\u00adtor",
    "Ｍｏ Ｍｏｄｅｒａｔｏｒ",
    "𝕄𝕠 𝕄𝕠𝕕𝕖𝕣𝕒𝕥𝕠𝕣",
    "Mo Moderator.",
    "Mo M\u034foderator",
    "\u202eMo Moderator",
]


@pytest.mark.parametrize("name", ALIKE)
def test_a_name_like_a_moderators_is_refused(name, moderator):
    assert not may_use_name(name)
    assert may_use_name(name, moderator)


@pytest.mark.parametrize("name", ["Mo", "Mona Jansen", "Lies de Lezer", "Mo de Vries"])
def test_another_name_is_free(name, moderator, reader):
    assert may_use_name(name)


def test_the_name_of_who_left_the_team_is_free_again(second_moderator):
    assert not may_use_name(second_moderator.name)
    second_moderator.is_active = False
    second_moderator.save()
    assert may_use_name(second_moderator.name)


def test_an_address_is_one_account_in_any_case(reader):
    assert User.objects.get_by_natural_key("LIES@Example.org") == reader
    user = make_user("Nieuw@Example.ORG", "Nieuw")
    assert user.email == "nieuw@example.org"


# Each letter of these is more than one letter in the key by which names are compared.
LONG_KEYS = ["M" * 60, "w" * 60, "ﷺ" * 60, "㍿" * 60, "ŉ" * 60]


@pytest.mark.parametrize("name", LONG_KEYS)
def test_a_long_name_fits_the_column_of_its_key(name, db):
    user = make_user("lang@example.org", name)
    assert len(user.name_key) <= User._meta.get_field("name_key").max_length
    assert not may_use_name(name) or not user.is_staff


@pytest.mark.parametrize(
    "name",
    ["Redactie", "De redactie", "Weerwoord", "Piet (auteur)", "🅰🆄🆃🅴🆄🆁", "Rеdаctiе", "M0derator"],
)
def test_nobody_claims_a_role_or_the_name_of_the_site(name, reader):
    assert not may_use_name(name)
    assert not may_use_name(name, reader)


@pytest.mark.parametrize("name", ["Moderator, Mo", "drs. Mo Moderator", "Mo J. Moderator"])
def test_a_name_that_holds_all_of_a_team_members_is_theirs(name, moderator):
    assert not may_use_name(name)
