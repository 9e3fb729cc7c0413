"""Mails about an erasure, and deleting the task results that name an address."""

from django.urls import reverse
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from common import email
from privacy import tokens
from privacy.models import Erasure


@email.mail_task
def mail_erasure_requested(pk: int) -> None:
    """Confirm a request for erasure by mail, with the link that cancels it."""
    asked = Erasure.objects.select_related("user").filter(pk=pk).first()
    if asked is None or not asked.data_subject.address:
        return
    with translation.override(asked.language):
        link = email.absolute_url(reverse("call_back", args=[tokens.make_erasure_token(asked)]))
    email.send_templated_mail(
        "erasure", asked.data_subject.address, {"asked": asked, "link": link}, asked.language
    )


def delete_task_results(address: str) -> None:
    """Delete the task results that name an address, also in the traceback of a failed mail."""
    if address:
        named = DBTaskResult.objects.filter(traceback__icontains=address)
        named.delete()
        DBTaskResult.objects.filter(args_kwargs__icontains=address).delete()
