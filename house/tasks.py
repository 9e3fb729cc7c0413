"""What the worker does for the house: telling writers of measures."""

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from common import email
from house.models import Measure


@task()
def tell_taken(measure_pk: int, attempt: int = 1) -> None:
    """Mail a writer that a measure was taken: which, why, until when, and what they can do."""
    measure = _measure(measure_pk)
    if measure is None or measure.mailed_at or not (address := _address(measure)):
        return
    try:
        _send("measure", address, measure)
    except email.FAILURES as error:
        email.try_again(tell_taken, measure_pk, attempt=attempt, error=error)
    else:
        Measure.objects.filter(pk=measure_pk).update(mailed_at=timezone.now())


@task()
def tell_lifted(measure_pk: int, attempt: int = 1) -> None:
    """Mail a writer that a measure is over before its time."""
    measure = _measure(measure_pk)
    if measure is None or not (address := _address(measure)):
        return
    try:
        _send("measure_lifted", address, measure)
    except email.FAILURES as error:
        email.try_again(tell_lifted, measure_pk, attempt=attempt, error=error)


def _measure(pk: int) -> Measure | None:
    return Measure.objects.select_related("user", "house_rule").filter(pk=pk).first()


def _address(measure: Measure) -> str:
    """Where to tell the writer: only an address that was shown to be theirs."""
    if measure.user is None:
        return measure.address
    verified = measure.user.emailaddress_set.filter(verified=True)
    return measure.user.email if verified.filter(email__iexact=measure.user.email).exists() else ""


def _send(template: str, address: str, measure: Measure) -> None:
    context = {"measure": measure, "contact": settings.CONTACT_EMAIL}
    email.send(
        template, address, context, measure.language, headers={"Reply-To": settings.CONTACT_EMAIL}
    )
