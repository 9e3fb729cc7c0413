from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.conftest import PASSWORD

LOGIN = "/account/login/"
CODE = "/account/login/code/confirm/"
LIES = "lies@example.org"


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_mailed_code_is_the_first_way_in(client, reader, article, last_code, prefix):
    here = article.get_absolute_url()
    page = client.get(f"{prefix}{LOGIN}?{urlencode({'next': here})}").content.decode()
    assert f'name="next" value="{here}"' in page
    assert page.index('value="code"') < page.index('type="password"')

    page = client.post(prefix + LOGIN, {"login": LIES, "by": "code", "next": here}, follow=True)
    assert f'name="next" value="{here}"' in page.content.decode()
    page = client.post(prefix + CODE, {"code": last_code(), "next": here})
    assert page.url == here
    assert is_in(client)


def test_a_code_may_be_typed_without_its_dashes(client, reader, last_code):
    client.post(LOGIN, {"login": LIES, "by": "code"})
    client.post(CODE, {"code": f" {last_code().replace('-', ' ')} "})
    assert is_in(client)


def test_a_password_brings_a_reader_back_too(client, reader, article):
    here = article.get_absolute_url()
    page = client.post(LOGIN, {"login": "Lies@Example.org", "password": PASSWORD, "next": here})
    assert page.url == here
    assert is_in(client)
    assert mail.outbox == []


def test_who_asks_for_a_code_gets_one_whatever_the_browser_filled_in(client, reader, last_code):
    page = client.post(LOGIN, {"login": LIES, "password": "een oud wachtwoord", "by": "code"})
    assert page.url == CODE
    assert last_code()


@pytest.mark.parametrize("outside", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_nobody_is_sent_to_another_site(client, reader, last_code, outside):
    assert client.post(LOGIN, {"login": LIES, "password": PASSWORD, "next": outside}).url == "/"
    other = Client()
    other.post(LOGIN, {"login": LIES, "by": "code", "next": outside})
    assert other.post(CODE, {"code": last_code(), "next": outside}).url == "/"


def test_a_wrong_password_keeps_the_address_and_opens_the_password(client, reader):
    page = client.post(LOGIN, {"login": LIES, "password": "fout"}).content.decode()
    assert f'value="{LIES}"' in page
    assert "<details open>" in page
    assert 'role="alert"' in page
    assert not is_in(client)


def test_three_wrong_codes_end_it(client, reader, last_code):
    client.post(LOGIN, {"login": LIES, "by": "code"})
    code = last_code()
    wrong = "000-000-000" if code != "000-000-000" else "111-111-111"
    for _ in range(2):
        assert client.post(CODE, {"code": wrong}).status_code == 200
    assert client.post(CODE, {"code": wrong}).status_code == 302
    client.post(CODE, {"code": code})
    assert not is_in(client)


def test_a_code_works_for_a_quarter_of_an_hour(client, reader, last_code, monkeypatch):
    for minutes, comes_in in ((14, True), (16, False)):
        browser = Client()
        browser.post(LOGIN, {"login": LIES, "by": "code"})
        later = (timezone.now() + timedelta(minutes=minutes)).timestamp()
        with monkeypatch.context() as patch:
            patch.setattr("time.time", lambda later=later: later)
            browser.post(CODE, {"code": last_code()})
        assert is_in(browser) is comes_in


@pytest.mark.parametrize(
    ("first", "second", "data"),
    [
        (LOGIN, CODE, {"by": "code"}),
        ("/account/login/code/", CODE, {}),
        ("/account/password/reset/", "/account/password/reset/confirm/", {}),
    ],
)
def test_nobody_learns_who_is_a_member(reader, same_page, first, second, data):
    User.objects.create_user("weg@example.org", PASSWORD, name="Weg", is_active=False)
    pages = []
    for address in (LIES, "niemand@example.org", "weg@example.org"):
        browser = Client()
        page = browser.post(first, {"login": address, "email": address, **data}, follow=True)
        assert page.redirect_chain == [(second, 302)]
        wrong = browser.post(second, {"code": "000-000-000"})
        pages.append((same_page(page, address), same_page(wrong, address)))
    assert pages[0] == pages[1] == pages[2]
    assert len(mail.outbox) == 3


def test_a_wrong_password_tells_nothing_either(reader, same_page):
    User.objects.create_user("weg@example.org", PASSWORD, name="Weg", is_active=False)
    pages = {
        same_page(Client().post(LOGIN, {"login": address, "password": "fout"}), address)
        for address in (LIES, "niemand@example.org", "weg@example.org")
    }
    assert len(pages) == 1


def test_a_closed_account_is_told_so_only_to_its_owner(client, reader):
    reader.is_active = False
    reader.save()
    page = client.post(LOGIN, {"login": LIES, "password": PASSWORD}, follow=True)
    assert page.redirect_chain == [("/account/inactive/", 302)]
    assert not is_in(client)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_signing_out_takes_a_button_and_is_said_once(client, reader, prefix):
    client.force_login(reader)
    assert client.get(f"{prefix}/account/logout/").status_code == 200
    assert is_in(client)
    page = client.post(f"{prefix}/account/logout/", follow=True)
    assert page.redirect_chain == [(f"{prefix}/", 302)]
    assert not is_in(client)
    assert len(page.context["messages"]) == 1
    assert not client.get(f"{prefix}/").context["messages"]


def test_a_forgotten_password_is_replaced(client, reader, last_code):
    client.post("/account/password/reset/", {"email": LIES})
    page = client.post("/account/password/reset/confirm/", {"code": last_code()}, follow=True)
    assert page.redirect_chain[-1] == ("/account/password/reset/complete/", 302)
    new = "zeven-lange-zinnen"
    page = client.post(
        "/account/password/reset/complete/", {"password1": new, "password2": new}, follow=True
    )
    assert page.status_code == 200
    reader.refresh_from_db()
    assert reader.check_password(new)
    assert len(mail.outbox) == 2  # the code, and that it was done


def test_guessing_is_limited(client, reader):
    pages = [client.post(LOGIN, {"login": LIES, "password": f"fout{n}"}) for n in range(6)]
    assert "wachtwoord" in str(pages[0].context["form"].non_field_errors())
    last = str(pages[5].context["form"].non_field_errors())
    assert last != str(pages[0].context["form"].non_field_errors())
    client.post(LOGIN, {"login": LIES, "password": PASSWORD})
    assert not is_in(client)


def test_no_other_name_for_the_site_gives_new_guesses(reader):
    for port in range(5):
        headers = {"Host": f"testserver:{8000 + port}"}
        Client(headers=headers).post(LOGIN, {"login": LIES, "password": "fout"})
    browser = Client(headers={"Host": "testserver:9000"})
    browser.post(LOGIN, {"login": LIES, "password": PASSWORD})
    assert not is_in(browser)


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_too_many_requests_get_a_page_of_the_site(client, prefix):
    for _ in range(20):
        assert client.post(f"{prefix}/account/signup/", {}).status_code == 200
    page = client.post(f"{prefix}/account/signup/", {})
    assert page.status_code == 429
    assert f'<html lang="{prefix[1:] or "nl"}">' in page.content.decode()
    assert 'class="site-header"' in page.content.decode()


@pytest.mark.django_db
def test_the_limits_can_be_off_for_load_tests(client, settings):
    settings.ACCOUNT_RATE_LIMITS = False  # what RATE_LIMITS=false sets
    assert {client.post("/account/signup/", {}).status_code for _ in range(25)} == {200}


def test_a_form_works_with_its_token_and_without_where_the_browser_vouches(reader):
    browser = Client(enforce_csrf_checks=True)
    typed = {"login": LIES, "password": PASSWORD}
    assert browser.post(LOGIN, typed).status_code == 403
    for site in ("cross-site", "same-site", "none"):
        assert browser.post(LOGIN, typed, headers={"Sec-Fetch-Site": site}).status_code == 403
    assert not is_in(browser)

    page = browser.get(LOGIN)
    token = str(page.context["csrf_token"])
    assert f'value="{token}"' in page.content.decode()
    assert browser.post(LOGIN, typed | {"csrfmiddlewaretoken": token}).status_code == 302
    assert is_in(browser)

    browser = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    assert browser.post(LOGIN, typed).status_code == 302
    assert is_in(browser)


def test_the_session_stays_with_the_site(client, reader):
    cookie = client.post(LOGIN, {"login": LIES, "password": PASSWORD}).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 90 * 24 * 60 * 60


@pytest.mark.django_db
def test_the_administration_has_no_way_in_of_its_own(client):
    page = client.get("/beheer/", follow=True)
    assert page.redirect_chain[-1][0].startswith("/account/login/?next=")
    page = client.post("/beheer/login/", {"username": "eva@example.org", "password": PASSWORD})
    assert page.status_code == 302
