"""What the worker mails about being forgotten, and forgets of its own."""

from django.urls import reverse
from django.utils import translation
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from common import email
from privacy import tokens
from privacy.models import Erasure


@task()
def tell_asked(pk: int, attempt: int = 1) -> None:
    """Mail that someone asked to be forgotten, with the link that calls it back."""
    asked = Erasure.objects.select_related("user").filter(pk=pk).first()
    if asked is None or not asked.whose.mail:
        return
    with translation.override(asked.language):
        link = email.absolute(reverse("call_back", args=[tokens.of(asked)]))
    try:
        email.send("erasure", asked.whose.mail, {"asked": asked, "link": link}, asked.language)
    except email.FAILURES as error:
        email.try_again(tell_asked, pk, attempt=attempt, error=error)


def forget_results(address: str) -> None:
    """Forget the tasks that name an address: those that failed keep what the mail server said."""
    if address:
        named = DBTaskResult.objects.filter(traceback__icontains=address)
        named.delete()
        DBTaskResult.objects.filter(args_kwargs__icontains=address).delete()
