"""Worker tasks that mail people about sanctions and roles."""

from django.conf import settings
from django.utils import timezone

from accounts import roles
from accounts.models import User
from common import email
from moderation.models import Measure


@email.mail_task
def mail_sanction_imposed(measure_pk: int) -> None:
    """Mail a writer that a sanction was imposed: its kind, reason, end, and the remedies."""
    measure = _sanction(measure_pk)
    if measure is None or measure.mailed_at or not (address := _address(measure)):
        return
    _send("measure", address, measure)
    Measure.objects.filter(pk=measure_pk).update(mailed_at=timezone.now())


@email.mail_task
def mail_sanction_lifted(measure_pk: int) -> None:
    """Mail a writer that a sanction was lifted before its end."""
    measure = _sanction(measure_pk)
    if measure is None or not (address := _address(measure)):
        return
    _send("measure_lifted", address, measure)


@email.mail_task
def mail_role_changes(user_pk: int, given: list[str], taken: list[str]) -> None:
    """Mail a member the roles they were given and the roles taken from them."""
    member = User.objects.filter(pk=user_pk, is_active=True).first()
    if member is None or not member.proven_email:
        return
    context = {
        "name": member.name,
        "given": [roles.TITLES[role] for role in given],
        "taken": [roles.TITLES[role] for role in taken],
        "contact": settings.CONTACT_EMAIL,
    }
    email.send_templated_mail("roles", member.email, context, member.language)


def _sanction(pk: int) -> Measure | None:
    return Measure.objects.select_related("user", "house_rule").filter(pk=pk).first()


def _address(measure: Measure) -> str:
    """Return the writer's address, "" for a member who has not confirmed it."""
    return measure.user.proven_email if measure.user else measure.address


def _send(template: str, address: str, measure: Measure) -> None:
    context = {"measure": measure, "contact": settings.CONTACT_EMAIL}
    email.send_templated_mail(
        template, address, context, measure.language, headers={"Reply-To": settings.CONTACT_EMAIL}
    )
