"""An author whose account was made by an import comes in with a mailed code."""

import re

from django.urls import reverse

from tests.importer import wxr


def test_an_imported_author_signs_in_with_a_code(bring_in, client, mailoutbox, django_user_model):
    bring_in(wxr.export(wxr.author(), wxr.post()))
    client.post(reverse("account_request_login_code"), {"email": "wim@example.org"})
    code = re.search(r"^[A-Z0-9]+(?:-[A-Z0-9]+)+$", mailoutbox[0].body, re.MULTILINE)[0]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.session["_auth_user_id"] == str(django_user_model.objects.get().pk)
