"""The fixed cast: always the same reader, author, moderators and editor."""

import uuid
from types import SimpleNamespace
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone, translation
from hypothesis import HealthCheck
from hypothesis import settings as examples
from servestatic.middleware import ServeStaticMiddleware

from accounts import roles
from accounts.models import User
from articles.models import Article, Byline
from comments import actions
from comments.models import Comment
from common.html.safe import SafeText
from moderation import immutable
from tests import emptying
from tests.migrated import Migrated

# The fixtures that run the real site in processes of its own.
pytest_plugins = ["tests.site"]

# A busy machine is slow, which is no fault of what it tests.
examples.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("busy")

PASSWORD = "een-lang-wachtwoord"


@pytest.fixture(autouse=True)
def _clear_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _in_dutch():
    """A page in English leaves its language to the thread, which the next test would start in."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _plain_settings(settings):
    # Hashing a password for every test would take longer than the tests.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Whether the team needs it, tests/accounts/test_second_step.py says.
    settings.TWO_STEP = False
    # Tests write faster than people do.
    settings.COMMENTS_MOST_A_MINUTE = 10_000
    settings.COMMENTS_FASTEST = 0


@pytest.fixture(autouse=True)
def _one_window(monkeypatch):
    """The minute of a rate limit would end between two requests of a test now and then."""
    monkeypatch.setattr("common.ratelimit.time", SimpleNamespace(time=lambda: 1e9))


def make_user(email: str, name: str, *groups: str, **fields) -> User:
    user = User.objects.create_user(email, PASSWORD, name=name, **fields)
    for group in groups:
        roles.grant_role(user, group)
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


@pytest.fixture
def reader(db) -> User:
    return make_user("lies@example.org", "Lies de Lezer")


@pytest.fixture
def author(db) -> User:
    return make_user("adriaan@example.org", "Adriaan Auteur", roles.AUTHORS, affiliation="adviseur")


@pytest.fixture
def moderator(db) -> User:
    return make_user("mo@example.org", "Mo Moderator", roles.MODERATORS)


@pytest.fixture
def second_moderator(db) -> User:
    return make_user("noor@example.org", "Noor Nacht", roles.MODERATORS)


@pytest.fixture
def editor(db) -> User:
    return make_user("eva@example.org", "Eva Eindredactie", roles.EDITORS)


@pytest.fixture
def administrator(db) -> User:
    return make_user("bea@example.org", "Bea Beheer", roles.ADMINISTRATORS)


@pytest.fixture
def make_article(db, author):
    def make(slug: str = "samen", **fields) -> Article:
        article = Article.objects.create(
            **{
                "slug": slug,
                "title": "Samen aan tafel",
                "lead": "Waarom een wijk een tafel nodig heeft.",
                "body": "<p>Een wijk zonder tafel is een gang.</p>",
                "status": Article.Status.PUBLISHED,
                "published_at": timezone.now(),
                "policy": Article.Policy.PUBLISH,
            }
            | fields
        )
        Byline.objects.create(
            article=article, user=author, name=author.name, affiliation=author.affiliation
        )
        return article

    return make


@pytest.fixture
def article(make_article) -> Article:
    """Published, and publishing reactions at once unless a rule holds them."""
    return make_article()


@pytest.fixture
def write(db):
    """Write a reaction as a guest whose address is confirmed, or as `user`."""

    def write(article, text="Dat zie ik anders.", *, user=None, parent=None, **guest) -> Comment:
        writer = (
            actions.CommentWriter.member(user)
            if user
            else actions.CommentWriter(
                name=guest.get("name", "Daan"), email=guest.get("email", "daan@example.org")
            )
        )
        return actions.submit_comment(
            article, writer, text=SafeText(text), parent=parent, key=uuid.uuid4(), language="nl"
        )

    return write


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory) -> Migrated | None:
    return Migrated.of_run(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, _migrated):
    if _migrated:
        _migrated.copy()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, _migrated):
    """Tables are emptied between tests, which the audit log would refuse:
    tests/moderation/test_audit.py shows that it does."""
    with django_db_blocker.unblock():
        if _migrated:
            _migrated.keep()
        with connection.schema_editor() as editor:
            immutable.remove(None, editor)
        emptying.remember()
    with mock.patch.object(TransactionTestCase, "_fixture_teardown", emptying.empty):
        yield


@pytest.fixture(scope="session", autouse=True)
def _static_files_found_once():
    """Each new `Client` makes the middleware anew, which would look up every static file again."""
    found: dict = {}
    find = ServeStaticMiddleware.add_files_from_finders

    def find_once(middleware: ServeStaticMiddleware) -> None:
        if not found:
            find(middleware)
            found.update(files=middleware.files, directories=middleware.directories)
        vars(middleware).update(found)

    with mock.patch.object(ServeStaticMiddleware, "add_files_from_finders", find_once):
        yield
