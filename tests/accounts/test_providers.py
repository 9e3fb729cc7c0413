"""Signing in with an account elsewhere, at a real OpenID Connect provider in a second process."""

import re
from urllib.parse import urljoin, urlsplit

import environ
import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from accounts.models import User
from debate import providers
from tests.accounts.conftest import code_of
from tests.conftest import PASSWORD, make_user
from tests.provider import run

START = "/account/oidc/elders/login/"
BACK = "/account/oidc/elders/login/callback/"
MORE = "/account/3rdparty/signup/"
CONFIRM = "/account/confirm-email/"
# Who has an account there: the address, the name, and whether the provider saw that it is theirs.
PEOPLE = [
    ("nel@elders.example", "Nel Nieuw", True),
    ("nelen@elders.example", "Nel Nieuw", True),
    ("gus@elders.example", "Gus", True),
    ("hal@elders.example", "Hal", False),
    ("ivo@elders.example", "", True),
    ("jan@elders.example", "Mo Moderator", True),
    ("kai@elders.example", "", True),
    ("lot@elders.example", "Lot van Elders", True),
    ("max@elders.example", "Max", True),
    ("maud@elders.example", "Maud", True),
    ("noa@elders.example", "Noa", True),
    ("info@elders.example", "Otto", True),
    ("pia@elders.example", "Pia", True),
    ("slachtoffer@elders.example", "Dief", True),
    ("lies.werk@elders.example", "Lies op het werk", True),
    ("quin@elders.example", "Quin", True),
]


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    provider = run.Provider(tmp_path_factory.mktemp("provider"))
    provider.know(f"http://testserver{BACK}", f"http://testserver/en{BACK}")
    provider.add(*PEOPLE)
    provider.start()
    yield provider
    provider.stop()


@pytest.fixture(autouse=True)
def use(settings):
    """Let the site believe a provider, and trust it or not."""

    def use(provider, *, trusted: bool = False) -> None:
        env = environ.Env()
        env.ENVIRON = provider.environment(trusted=trusted)
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"APPS": providers.oidc_providers(env)}
        }

    return use


def go(client: Client, email: str, start: str = START, **asked):
    """Click the button, sign in at the provider, and come back with what it says."""
    page = client.post(start, query_params=asked) if asked else client.post(start)
    assert page.status_code == 200
    there = re.search(r'href="(http[^"]+/identity/o/authorize[^"]+)"', page.content.decode())[1]
    with httpx.Client(follow_redirects=False, timeout=60) as browser:
        answer = browser.get(there.replace("&amp;", "&"))
        while not answer.headers.get("location", "").startswith("http://testserver"):
            if answer.is_redirect:
                answer = browser.get(urljoin(str(answer.url), answer.headers["location"]))
                continue
            token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', answer.text)[1]
            answer = browser.post(
                str(answer.url),
                data={
                    "csrfmiddlewaretoken": token,
                    "login": email,
                    "password": run.PASSWORD,
                    "next": str(answer.url.params["next"]),
                },
            )
            assert answer.is_redirect, answer.text
    back = urlsplit(answer.headers["location"])
    return client.get(f"{back.path}?{back.query}")


def signed_in(client: Client) -> User | None:
    pk = client.session.get("_auth_user_id")
    return User.objects.get(pk=pk) if pk else None


@pytest.mark.django_db
def test_without_configuration_there_is_no_such_way_in(client, settings):
    assert "oidc" not in client.get("/account/login/").content.decode()
    assert client.get(START).status_code == 404
    assert client.post(START).status_code == 404
    assert client.get(BACK).status_code == 404


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.django_db
def test_a_stranger_becomes_a_member(client, provider, use, prefix, article):
    use(provider, trusted=True)
    page = client.get(f"{prefix}/account/login/").content.decode()
    assert f'action="{prefix}{START}' in page
    there = article.get_absolute_url()
    page = go(client, f"nel{prefix[1:]}@elders.example", prefix + START, next=there)
    assert page.url == there
    nel = signed_in(client)
    assert nel.name == "Nel Nieuw"
    assert nel.language == (prefix[1:] or "nl")
    assert nel.proven_email == f"nel{prefix[1:]}@elders.example"
    assert not nel.has_usable_password()
    # And back again, as the same.
    other = Client()
    go(other, f"nel{prefix[1:]}@elders.example", prefix + START)
    assert signed_in(other) == nel
    # No more is kept of what the provider tells than is needed to recognise the login.
    assert nel.socialaccount_set.get().extra_data == {"userinfo": {"email": nel.email}}


@pytest.mark.django_db
def test_the_word_of_a_provider_that_is_not_trusted_is_checked(client, provider, use, last_code):
    use(provider)
    page = go(client, "gus@elders.example")
    assert page.url == CONFIRM
    assert signed_in(client) is None
    assert not User.objects.get(email="gus@elders.example").proven_email
    assert mail.outbox[-1].to == ["gus@elders.example"]
    client.post(CONFIRM, {"code": last_code()})
    gus = signed_in(client)
    assert gus.proven_email
    other = Client()
    go(other, "gus@elders.example")
    assert signed_in(other) == gus


@pytest.mark.django_db
def test_an_address_that_the_provider_did_not_verify_is_checked(client, provider, use):
    use(provider, trusted=True)
    assert go(client, "hal@elders.example").url == CONFIRM
    assert signed_in(client) is None


@pytest.mark.django_db
def test_a_name_is_asked_when_it_is_missing(client, provider, use, author):
    use(provider, trusted=True)
    page = go(client, "ivo@elders.example")
    assert page.url == MORE
    page = client.get(MORE).content.decode()
    assert 'value="ivo@elders.example"' in page
    for name in ("", "  ", author.name, "Redactie"):
        page = client.post(MORE, {"name": name, "email": "ivo@elders.example"})
        assert page.context["form"].errors.keys() == {"name"}
        assert signed_in(client) is None
    # The address that was vouched for cannot be changed for another's.
    client.post(MORE, {"name": "Ivo", "email": "ander@example.org"})
    ivo = signed_in(client)
    assert (ivo.name, ivo.proven_email) == ("Ivo", "ivo@elders.example")
    assert not User.objects.filter(email="ander@example.org").exists()


@pytest.mark.django_db
def test_nobody_takes_a_name_of_the_team_by_way_of_a_provider(client, provider, use, moderator):
    use(provider, trusted=True)
    assert go(client, "jan@elders.example").url == MORE
    assert not User.objects.filter(email="jan@elders.example").exists()


@pytest.mark.django_db
def test_an_address_that_is_not_sure_can_be_changed_and_is_confirmed(
    client, provider, use, last_code
):
    use(provider)
    go(client, "kai@elders.example")
    page = client.post(MORE, {"name": "Kai", "email": "kai@thuis.example"})
    assert page.url == CONFIRM
    assert mail.outbox[-1].to == ["kai@thuis.example"]
    client.post(CONFIRM, {"code": last_code()})
    kai = signed_in(client)
    assert kai.proven_email == "kai@thuis.example"
    assert [a.email for a in kai.emailaddress_set.all()] == ["kai@thuis.example"]


# --- Who has an account here already --------------------------------------------------------------


@pytest.mark.django_db
def test_a_trusted_providers_word_opens_the_account(client, provider, use):
    use(provider, trusted=True)
    lot = make_user("lot@elders.example", "Lot")
    go(client, "lot@elders.example")
    assert signed_in(client) == lot
    lot.refresh_from_db()
    assert lot.name == "Lot"
    assert lot.check_password(PASSWORD)
    # It is linked, and told to them.
    assert lot.linked_providers == {"elders"}
    assert mail.outbox[-1].to == ["lot@elders.example"]
    assert "gekoppeld" in mail.outbox[-1].subject


@pytest.mark.django_db
def test_that_of_another_provider_does_not_and_tells_nothing(client, provider, use, same_page):
    use(provider)
    max_ = make_user("max@elders.example", "Max")
    taken = go(client, "max@elders.example")
    other = Client()
    free = go(other, "maud@elders.example")
    assert taken.url == free.url == CONFIRM
    assert same_page(client.get(CONFIRM), "max@elders.example") == same_page(
        other.get(CONFIRM), "maud@elders.example"
    )
    assert signed_in(client) is None
    assert not max_.linked_providers
    assert not SocialAccount.objects.filter(user=max_).exists()
    # Only who reads the mail sees it.
    assert "/account/login/" in mail.outbox[0].body
    assert mail.outbox[0].to == ["max@elders.example"]


@pytest.mark.django_db
def test_nor_does_a_trusted_one_when_the_account_never_showed_its_address(client, provider, use):
    use(provider, trusted=True)
    thief = User.objects.create_user("noa@elders.example", PASSWORD, name="Dief")
    thief.emailaddress_set.create(email=thief.email, verified=False, primary=True)
    go(client, "noa@elders.example")
    assert signed_in(client) is None
    assert not thief.linked_providers


@pytest.mark.django_db
def test_an_address_that_passed_to_another_does_not_pass_on_the_account(client, provider, use):
    use(provider, trusted=True)
    otto = make_user("info@elders.example", "Otto")
    SocialAccount.objects.create(user=otto, provider="elders", uid="someone-before")
    go(client, "info@elders.example")
    assert signed_in(client) is None


@pytest.mark.django_db
def test_the_second_step_is_asked_all_the_same(client, provider, use, with_app):
    use(provider, trusted=True)
    secret = with_app(make_user("pia@elders.example", "Pia"))
    page = go(client, "pia@elders.example")
    assert page.url == "/account/2fa/authenticate/"
    assert signed_in(client) is None
    client.post(page.url, {"code": code_of(secret)})
    assert signed_in(client).email == "pia@elders.example"


@pytest.mark.django_db
def test_whoever_signs_up_with_the_address_of_another_does_not_get_in_later(
    client, provider, use, last_code
):
    """The provider lies, or does not look; the thief has an account with the victim's address."""
    use(provider)
    go(Client(), "slachtoffer@elders.example")
    assert SocialAccount.objects.filter(user__email="slachtoffer@elders.example").exists()
    # The victim comes by the front door, with a mailed code.
    client.post("/account/login/", {"login": "slachtoffer@elders.example", "by": "code"})
    client.post("/account/login/code/confirm/", {"code": last_code()})
    victim = signed_in(client)
    assert victim.proven_email
    assert not victim.linked_providers
    thief = Client()
    go(thief, "slachtoffer@elders.example")
    assert signed_in(thief) is None


# --- Linking and unlinking ------------------------------------------------------------------------


def test_a_member_links_and_unlinks(client, provider, use, reader):
    use(provider)
    client.post("/account/login/", {"login": reader.email, "password": PASSWORD})
    assert "/account/3rdparty/" in client.get("/account/").content.decode()
    page = go(client, "lies.werk@elders.example", process="connect")
    # Is it you? And then it goes on where it was.
    assert page.url.startswith("/account/reauthenticate/")
    page = client.post(page.url, {"password": PASSWORD})
    assert reader.linked_providers == {"elders"}
    assert mail.outbox[-1].to == [reader.email]

    other = Client()
    go(other, "lies.werk@elders.example")
    assert signed_in(other) == reader
    reader.refresh_from_db()
    assert reader.name == "Lies de Lezer"

    reader.set_unusable_password()  # a mailed code is always there
    reader.save()
    client.force_login(reader)
    linked = reader.socialaccount_set.get()
    assert "Elders" in client.get("/account/3rdparty/").content.decode()
    client.post("/account/3rdparty/", {"account": linked.pk})
    assert not reader.linked_providers
    assert "losgekoppeld" in mail.outbox[-1].subject


def test_nobody_unlinks_for_another(client, provider, use, reader, author):
    use(provider)
    linked = SocialAccount.objects.create(user=author, provider="elders", uid="x")
    client.force_login(reader)
    client.post("/account/3rdparty/", {"account": linked.pk})
    assert author.linked_providers == {"elders"}


# --- When it goes wrong ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_made_up_return_lets_nobody_in(client, provider, use):
    use(provider, trusted=True)
    for query in ("", "code=x", "code=x&state=y", "error=access_denied", "state=%00&code=%00"):
        page = client.get(f"{BACK}?{query}", follow=True)
        assert page.status_code in (200, 401), query
        assert 'class="site-header"' in page.content.decode()
        assert signed_in(client) is None


@pytest.mark.django_db
def test_a_return_belongs_to_the_browser_that_left(client, provider, use):
    use(provider, trusted=True)
    thief = Client()
    page = thief.post(START)
    state = re.search(r"state=(\w+)", page.content.decode())[1]
    page = client.get(f"{BACK}?code=x&state={state}")
    assert page.status_code == 401
    assert signed_in(client) is None


@pytest.mark.django_db
def test_a_provider_that_is_down_breaks_nothing(client, use, tmp_path):
    use(run.Provider(tmp_path / "down"))
    page = client.post(START)
    assert page.status_code == 503
    assert 'class="site-header"' in page.content.decode()


@pytest.mark.django_db
def test_leaving_takes_a_button(client, provider, use):
    use(provider)
    page = client.get(START)
    assert page.status_code == 200
    assert "http-equiv" not in page.content.decode()
    page = client.post(START)
    # A form may lead to this site alone, and no further.
    assert "form-action 'self'" in page["Content-Security-Policy"].split("; ")
    assert 'http-equiv="refresh"' in page.content.decode()
    assert "code_challenge_method=S256" in page.content.decode()


@pytest.mark.django_db
def test_leaving_is_limited(client, provider, use, settings):
    use(provider)
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    assert [client.post(START).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(
    "url", ["http://elders.example", "ftp://elders.example", "elders.example", "http://10.0.0.1"]
)
def test_a_provider_is_reached_safely_or_not_at_all(url):
    env = environ.Env()
    env.ENVIRON = {
        "OIDC": "elders",
        "OIDC_ELDERS_URL": url,
        "OIDC_ELDERS_CLIENT_ID": "x",
        "OIDC_ELDERS_SECRET": "x",
    }
    with pytest.raises(ImproperlyConfigured):
        providers.oidc_providers(env)


def test_several_providers_and_their_names():
    env = environ.Env()
    env.ENVIRON = {"OIDC": "werk,de-school"}
    for prefix in ("OIDC_WERK_", "OIDC_DE_SCHOOL_"):
        env.ENVIRON |= {
            f"{prefix}URL": "https://x.example/",
            f"{prefix}CLIENT_ID": "x",
            f"{prefix}SECRET": "x",
        }
    env.ENVIRON["OIDC_DE_SCHOOL_NAME"] = "De School"
    env.ENVIRON["OIDC_WERK_TRUSTED"] = "true"
    apps = providers.oidc_providers(env)
    assert [app["name"] for app in apps] == ["Werk", "De School"]
    assert [app["settings"]["trusted"] for app in apps] == [True, False]
