"""`manage.py demo` on an empty site: whole or not at all, and never by accident."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from debate.demo import loader


def test_a_failure_leaves_nothing_behind(db, monkeypatch):
    monkeypatch.setattr(loader.crowd, "add_crowd_comments", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        loader.load_demo()
    assert not User.objects.exists()
    assert not Article.objects.exists()


def test_a_site_that_others_can_reach_is_refused(db, settings):
    settings.SITE_URL = "https://debat.example.org"

    with pytest.raises(CommandError, match="a password that everyone knows"):
        call_command("demo", no_server=True)
    assert not User.objects.exists()


def test_a_site_that_others_can_reach_can_be_forced(db, settings, monkeypatch):
    settings.SITE_URL = "https://debat.example.org"
    oldest = loader._demo_articles()[:1]
    monkeypatch.setattr(loader, "_demo_articles", lambda: oldest)
    out = StringIO()

    call_command("demo", no_server=True, force=True, stdout=out)

    assert "1 article with" in out.getvalue()
    call_command("demo", no_server=True, force=True, stdout=out)
    assert "already loaded" in out.getvalue()


def test_started_again_and_again_it_says_nothing(db, monkeypatch):
    """As `make dev` starts it after each change."""
    oldest = loader._demo_articles()[:1]
    monkeypatch.setattr(loader, "_demo_articles", lambda: oldest)
    out = StringIO()

    call_command("demo", no_server=True, force=True, verbosity=0, stdout=out)

    assert out.getvalue() == ""


def test_two_sites_get_the_same_crowd():
    blocks, day = loader._read_toml("generated"), timezone.timedelta(days=1)

    assert loader.crowd.add_crowd_comments([], blocks, 50, day) == loader.crowd.add_crowd_comments(
        [], blocks, 50, day
    )
