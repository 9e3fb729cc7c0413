"""Roles are given and taken by an administrator, recorded, and told to whom it concerns."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from accounts import roles
from accounts.models import User
from accounts.permissions import may_moderate
from moderation import actions
from moderation.models import AuditEntry
from tests.conftest import make_user
from tests.tasks import work

PAGE = "/beheer/rollen/"


def page_of(member: User) -> str:
    return f"{PAGE}{member.pk}/"


def said() -> list[tuple]:
    entries = AuditEntry.objects.order_by("pk")
    return list(entries.values_list("verb", "subject", "actor", "details"))


def test_a_role_is_given_recorded_and_told(client, administrator, reader):
    client.force_login(administrator)
    answer = client.post(page_of(reader), {"role": [roles.MODERATORS, roles.AUTHORS]})
    assert answer.status_code == 302
    assert may_moderate(User.objects.get(pk=reader.pk))
    subject = f"member:{reader.pk}"
    assert said() == [
        ("role_given", subject, administrator.pk, {"role": roles.AUTHORS}),
        ("role_given", subject, administrator.pk, {"role": roles.MODERATORS}),
    ]
    work()
    [told] = mail.outbox
    assert told.to == [reader.email]
    assert "moderator" in told.body
    assert "auteur" in told.body


def test_a_role_is_taken_recorded_and_told(client, administrator, moderator):
    client.force_login(administrator)
    client.post(page_of(moderator), {})
    assert not may_moderate(User.objects.get(pk=moderator.pk))
    assert [entry[0] for entry in said()] == ["role_taken"]
    work()
    assert "niet meer" in mail.outbox[0].body


def test_nothing_changed_is_nothing_told(client, administrator, moderator):
    client.force_login(administrator)
    client.post(page_of(moderator), {"role": roles.MODERATORS})
    work()
    assert (said(), mail.outbox) == ([], [])


def test_a_role_that_is_none_is_not_given(client, administrator, reader):
    client.force_login(administrator)
    client.post(page_of(reader), {"role": ["superusers", roles.AUTHORS]})
    assert User.objects.get(pk=reader.pk).roles == {roles.AUTHORS}


def test_the_last_administrator_stays(client, administrator):
    client.force_login(administrator)
    answer = client.post(page_of(administrator), {"role": roles.EDITORS})
    assert answer.status_code == 422
    assert "laatste beheerder" in answer.content.decode()
    assert User.objects.get(pk=administrator.pk).roles == {roles.ADMINISTRATORS}
    assert said() == []


def test_one_of_two_administrators_may_go(administrator):
    other = make_user("bo@example.org", "Bo Beheer", roles.ADMINISTRATORS)
    actions.set_member_roles(other, set(), by=administrator)
    assert not User.objects.get(pk=other.pk).is_staff


def test_whoever_did_not_confirm_their_address_gets_no_role(client, administrator, db):
    stranger = User.objects.create_user("wie@example.org", name="Wie")
    client.force_login(administrator)
    answer = client.post(page_of(stranger), {"role": roles.MODERATORS})
    assert answer.status_code == 422
    assert f'value="{roles.MODERATORS}" checked' in answer.content.decode()
    assert not User.objects.get(pk=stranger.pk).roles


@pytest.mark.parametrize("who", ["reader", "author", "moderator", "editor"])
def test_others_cannot(client, who, reader, request):
    user = request.getfixturevalue(who)
    client.force_login(user)
    assert client.get(PAGE).status_code == 403
    assert client.post(page_of(reader), {"role": roles.EDITORS}).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.set_member_roles(reader, {roles.EDITORS}, by=user)


def test_a_stranger_is_asked_to_sign_in(client, db):
    assert client.get(PAGE)["Location"].startswith("/account/login/")


def test_members_are_found_by_name_and_address(client, administrator, reader, author):
    client.force_login(administrator)
    team = client.get(PAGE).content.decode()
    assert author.email in team
    assert reader.email not in team
    for sought in ("lezer", "lies@"):
        assert reader.email in client.get(PAGE, {"zoek": sought}).content.decode()
    assert "Geen lid" in client.get(PAGE, {"zoek": "nie\0mand"}).content.decode()


def test_the_list_costs_the_same_however_many(client, administrator, django_assert_num_queries):
    client.force_login(administrator)
    counts = []
    for start in (0, 20):
        for n in range(start, start + 20):
            make_user(f"m{n}@example.org", f"Lid {n}", roles.AUTHORS, roles.MODERATORS)
        with django_assert_num_queries(6) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- The administration is no other door ----------------------------------------------------------


def test_the_administration_gives_no_role(client, administrator, reader):
    client.force_login(administrator)
    address = f"/beheer/accounts/user/{reader.pk}/change/"
    assert client.get(address).status_code == 200
    form = {
        "email": reader.email,
        "name": "Lies",
        "language": "nl",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "groups": "1",
    }
    answer = client.post(address, form)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    changed = User.objects.get(pk=reader.pk)
    assert changed.name == "Lies"
    assert (changed.is_staff, changed.is_superuser, changed.roles) == (False, False, frozenset())


def test_an_administrator_cannot_take_a_superusers_account(client, administrator):
    boss = User.objects.create_superuser("baas@example.org", "x", name="Baas")
    client.force_login(administrator)
    answer = client.post(
        f"/beheer/accounts/user/{boss.pk}/change/", {"email": "mijn@example.org", "name": "Baas"}
    )
    assert answer.status_code == 403
    password = {"password1": "een-ander-wachtwoord", "password2": "een-ander-wachtwoord"}
    assert client.post(f"/beheer/accounts/user/{boss.pk}/password/", password).status_code == 403
    assert User.objects.get(pk=boss.pk).email == "baas@example.org"


def test_an_editor_sees_no_members_in_the_administration(client, editor, reader):
    client.force_login(editor)
    assert client.get("/beheer/accounts/user/").status_code == 302
    assert client.get(f"/beheer/accounts/user/{reader.pk}/change/").status_code == 302


def test_a_way_into_anothers_account_does_not_pass_unseen(client, administrator, reader):
    """With another address or password an administrator could be that member."""
    client.force_login(administrator)
    address = f"/beheer/accounts/user/{reader.pk}"
    form = {"email": "mijn@example.org", "name": reader.name, "language": "nl", "is_active": "on"}
    assert client.post(f"{address}/change/", form).status_code == 302
    password = {"password1": "een-lang-geheim", "password2": "een-lang-geheim"}
    password["usable_password"] = "true"
    assert client.post(f"{address}/password/", password).status_code == 302
    added = form | password | {"email": "nieuw@example.org", "name": "Nieuw Lid"}
    assert client.post("/beheer/accounts/user/add/", added).status_code == 302
    new = User.objects.get(email="nieuw@example.org")
    rows = AuditEntry.objects.order_by("pk").values_list("verb", "subject", "actor")
    assert list(rows) == [
        ("member_changed", f"member:{reader.pk}", administrator.pk),
        ("member_changed", f"member:{reader.pk}", administrator.pk),
        ("member_added", f"member:{new.pk}", administrator.pk),
    ]
    assert "email" in AuditEntry.objects.order_by("pk").first().details["fields"]
    assert "mijn@example.org" not in str(list(AuditEntry.objects.values()))
