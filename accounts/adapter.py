from allauth.account.adapter import DefaultAccountAdapter

from common import names


class AccountAdapter(DefaultAccountAdapter):
    """Where django-allauth asks the site a question."""

    def populate_username(self, request, user) -> None:
        """Members have no user name; the address is the login."""

    def save_user(self, request, user, form, commit=True):
        # allauth saves once before our own form's `signup` runs; give that row its name already.
        user.name = names.clean(form.cleaned_data.get("name", ""))
        return super().save_user(request, user, form, commit)
