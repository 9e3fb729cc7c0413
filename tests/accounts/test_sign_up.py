import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.conftest import make_user

SIGN_UP = "/account/signup/"
FIELDS = {"name": "Nel Nieuw", "email": "nel@example.org", "password1": ""}


def signed_in(client) -> User | None:
    pk = client.session.get("_auth_user_id")
    return User.objects.get(pk=pk) if pk else None


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "language"), [("", "nl"), ("/en", "en")])
def test_a_member_needs_no_password(client, last_code, prefix, language):
    page = client.post(prefix + SIGN_UP, FIELDS, follow=True)
    assert page.redirect_chain == [(f"{prefix}/account/confirm-email/", 302)]
    assert signed_in(client) is None
    assert mail.outbox[-1].to == ["nel@example.org"]

    page = client.post(f"{prefix}/account/confirm-email/", {"code": last_code()}, follow=True)
    nel = signed_in(client)
    assert (nel.name, nel.email, nel.language) == ("Nel Nieuw", "nel@example.org", language)
    assert not nel.has_usable_password()
    assert page.redirect_chain == [(f"{prefix}/", 302)]
    assert len(page.context["messages"]) == 1


@pytest.mark.django_db
def test_a_password_may_be_chosen(client, last_code):
    client.post(SIGN_UP, FIELDS | {"password1": "zeven-lange-zinnen"})
    client.post("/account/confirm-email/", {"code": last_code()})
    assert signed_in(client).check_password("zeven-lange-zinnen")


@pytest.mark.django_db
def test_a_poor_password_is_refused_and_the_rest_is_kept(client):
    page = client.post(SIGN_UP, FIELDS | {"password1": "kort"})
    assert page.context["form"].errors.keys() == {"password1"}
    assert 'value="Nel Nieuw"' in page.content.decode()
    assert 'value="nel@example.org"' in page.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "Adriaan Auteur",
        "adriaan  auteur",
        "Аdrіааn Auteur",  # Cyrillic А, і and а
        "Adriaan\u200b Auteur",
        "ADRIAAN-AUTEUR",
        "Mo Moderator",
        "Eva Eindredactie",
        "  ",
        "\u200b\u2060",
    ],
)
def test_names_of_the_team_and_their_look_alikes_are_refused(
    client, author, moderator, editor, name
):
    page = client.post(SIGN_UP, FIELDS | {"name": name})
    form = page.context["form"]
    assert form.errors.keys() == {"name"}
    assert form["name"].value() == name
    assert 'value="nel@example.org"' in page.content.decode()
    assert not User.objects.filter(email="nel@example.org").exists()
    assert mail.outbox == []


@pytest.mark.django_db
def test_nobody_learns_who_is_a_member(client, reader, same_page):
    stranger = client.post(SIGN_UP, FIELDS, follow=True)
    other = Client()
    member = other.post(SIGN_UP, FIELDS | {"email": "Lies@Example.org"}, follow=True)
    assert member.redirect_chain == stranger.redirect_chain
    assert same_page(member, "lies@example.org") == same_page(stranger, "nel@example.org")

    # Only the one who reads the mail sees that there is an account already.
    assert [message.to for message in mail.outbox] == [["nel@example.org"], ["lies@example.org"]]
    assert "http://127.0.0.1:8000/account/login/" in mail.outbox[1].body
    assert User.objects.filter(email="lies@example.org").count() == 1

    stranger = client.post("/account/confirm-email/", {"code": "000-000-000"})
    member = other.post("/account/confirm-email/", {"code": "000-000-000"})
    assert same_page(member, "lies@example.org") == same_page(stranger, "nel@example.org")


@pytest.mark.django_db
def test_a_new_member_returns_to_the_article(client, article, last_code):
    here = article.get_absolute_url()
    client.post(SIGN_UP, FIELDS | {"next": here})
    page = client.post("/account/confirm-email/", {"code": last_code()})
    assert page.url == here


@pytest.mark.django_db
def test_another_code_can_be_asked_for(client, last_code, settings):
    settings.RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS = False
    client.post(SIGN_UP, FIELDS)
    first = last_code()
    client.post("/account/confirm-email/", {"action": "resend"})
    assert len(mail.outbox) == 2
    assert last_code() != first
    client.post("/account/confirm-email/", {"code": first})
    assert signed_in(client) is None
    client.post("/account/confirm-email/", {"code": last_code()})
    assert signed_in(client)


@pytest.mark.django_db
def test_who_signs_up_with_the_address_of_another_does_not_get_in_later(client, last_code):
    thief = Client()
    thief.post(SIGN_UP, FIELDS | {"password1": "zeven-lange-zinnen"})

    client.post("/account/login/", {"login": "nel@example.org", "by": "code"})
    client.post("/account/login/code/confirm/", {"code": last_code()})
    assert signed_in(client).email == "nel@example.org"
    assert client.get("/account/").status_code == 200

    thief = Client()
    thief.post("/account/login/", {"login": "nel@example.org", "password": "zeven-lange-zinnen"})
    assert signed_in(thief) is None
    assert not User.objects.get(email="nel@example.org").has_usable_password()


def test_a_confirmed_member_keeps_the_password_when_coming_in_by_code(client, db, last_code):
    make_user("kim@example.org", "Kim")
    client.post("/account/login/", {"login": "kim@example.org", "by": "code"})
    client.post("/account/login/code/confirm/", {"code": last_code()})
    assert signed_in(client).has_usable_password()
