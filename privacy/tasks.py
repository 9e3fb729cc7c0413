"""Mails about an erasure, and deleting the task results that name an address."""

from django.urls import reverse
from django.utils import translation
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from common import email
from privacy import tokens
from privacy.models import Erasure


@task()
def mail_erasure_requested(pk: int, attempt: int = 1) -> None:
    """Confirm a request for erasure by mail, with the link that cancels it."""
    asked = Erasure.objects.select_related("user").filter(pk=pk).first()
    if asked is None or not asked.data_subject.mail:
        return
    with translation.override(asked.language):
        link = email.absolute_url(reverse("call_back", args=[tokens.make_erasure_token(asked)]))
    try:
        email.send_templated_mail(
            "erasure", asked.data_subject.mail, {"asked": asked, "link": link}, asked.language
        )
    except email.MAIL_ERRORS as error:
        email.retry_mail_task(mail_erasure_requested, pk, attempt=attempt, error=error)


def delete_task_results(address: str) -> None:
    """Delete the task results that name an address, also in the traceback of a failed mail."""
    if address:
        named = DBTaskResult.objects.filter(traceback__icontains=address)
        named.delete()
        DBTaskResult.objects.filter(args_kwargs__icontains=address).delete()
