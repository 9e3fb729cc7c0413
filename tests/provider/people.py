"""Run in the provider's settings: make its tables, the site as its client, and its people."""

import json
import sys

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from allauth.idp.oidc.models import Client  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402

told = json.load(sys.stdin)
call_command("migrate", verbosity=0)
if client := told.get("client"):
    made = Client(
        id=client["id"],
        name="the site",
        scopes="openid\nprofile\nemail",
        redirect_uris="\n".join(client["redirects"]),
        skip_consent=client["skips_consent"],
    )
    made.set_secret(client["secret"])
    made.save()
for person in told.get("people", []):
    user = User.objects.create_user(
        username=person["email"], email=person["email"], password=person["password"]
    )
    user.first_name = person["name"]
    user.save()
    EmailAddress.objects.create(
        user=user, email=person["email"], verified=person["verified"], primary=True
    )
