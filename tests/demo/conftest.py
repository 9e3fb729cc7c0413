from collections.abc import Iterator

import pytest
from django.test import override_settings

from debate.demo import loader
from tests import emptying

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def loaded(request, django_db_setup, django_db_blocker) -> Iterator[loader.DemoCounts]:
    """The demo, loaded once for all the tests of a file because it takes seconds."""
    with django_db_blocker.unblock():
        with override_settings(PASSWORD_HASHERS=QUICK):
            loaded = loader.load_demo(getattr(request.module, "CROWD", loader.CROWD_SIZE))
        yield loaded
        emptying.empty()


@pytest.fixture
def demo(loaded, db) -> loader.DemoCounts:
    """The demo; what a test does to it is undone."""
    return loaded
