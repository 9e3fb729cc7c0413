"""Actions of the newsletter: subscribe, edit the coming issue, and send it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from accounts.models import User
from common.html.safe import SafeText
from moderation.audit_log import newsletter_subject, record
from newsletter import content, tasks
from newsletter.dates import next_monday
from notifications import actions
from notifications.actions import bouncing
from notifications.actions.mailing_list import create_reader_mails, newsletter_readers
from notifications.kinds import NoticeKind, Pace
from notifications.models import Issue, Subscriber

# An issue may be sent this late, for when no worker ran on time.
MAX_DELAY = timedelta(days=2)


class IssueAlreadySent(Exception):
    """The issue was sent already."""


# --- Subscribing ---------------------------------------------------------------------------------


@transaction.atomic
def request_newsletter(address: str, language: str) -> None:
    """Mail a link that starts the newsletter, without revealing anything about the address."""
    address = address.strip().lower()
    member = User.objects.filter(email=address, is_active=True).first()
    if member and member.proven_email:
        subscriber = Subscriber.objects.of_member(member)
    else:
        subscriber, _ = Subscriber.objects.get_or_create(
            email=address, user=None, defaults={"language": language}
        )
        # Asked again: keep the address for as long as the new link works.
        Subscriber.objects.filter(pk=subscriber.pk, confirmed_at=None).update(
            created_at=timezone.now()
        )
    tasks.send_newsletter_question.enqueue(subscriber.pk)


@transaction.atomic
def confirm_newsletter(subscriber: Subscriber) -> None:
    """Start the newsletter for someone who opened the mailed link, which proves the address."""
    if subscriber.user is None:
        Subscriber.objects.filter(pk=subscriber.pk, confirmed_at=None).update(
            confirmed_at=timezone.now()
        )
    bouncing.clear_bounce(subscriber)
    start_newsletter(subscriber)


def start_newsletter(subscriber: Subscriber) -> None:
    actions.set_paces(subscriber, {NoticeKind.NEWSLETTER: Pace.WEEKLY})


def stop_newsletter(subscriber: Subscriber) -> None:
    actions.set_paces(subscriber, {NoticeKind.NEWSLETTER: Pace.NEVER})


# --- Editing -------------------------------------------------------------------------------------


def issue_audit_subject(issue: Issue) -> str:
    return newsletter_subject(f"{timezone.localtime(issue.goes_at):%Y-%m-%d}")


def _lock_issue(goes_at: datetime) -> Issue:
    """Lock the row of an issue until the commit, creating it if needed.

    Raises `IssueAlreadySent`.
    """
    Issue.objects.get_or_create(goes_at=goes_at)
    issue = Issue.objects.select_for_update().get(goes_at=goes_at)
    if issue.is_sent:
        raise IssueAlreadySent
    return issue


@transaction.atomic
def write_issue_word(goes_at: datetime, *, nl: SafeText, en: SafeText, by: User) -> None:
    issue = _lock_issue(goes_at)
    issue.word_nl, issue.word_html_nl = nl.markdown, nl.html
    issue.word_en, issue.word_html_en = en.markdown, en.html
    issue.save(update_fields=["word_nl", "word_html_nl", "word_en", "word_html_en"])
    record("newsletter_word", issue_audit_subject(issue), by=by)


@transaction.atomic
def move_exchange(goes_at: datetime, first: int, steps: int, *, by: User) -> None:
    """Move an exchange down by `steps` places, or up if `steps` is negative."""
    issue = _lock_issue(goes_at)
    order = [one.first.pk for one in content.ranked_exchanges(issue)]
    if first not in order:
        return
    place = order.index(first)
    order.insert(max(place + steps, 0), order.pop(place))
    issue.order = order
    issue.save(update_fields=["order"])
    record("newsletter_order", issue_audit_subject(issue), by=by, exchange=first, steps=steps)


@transaction.atomic
def leave_out_exchange(goes_at: datetime, first: int, *, by: User, out: bool = True) -> None:
    issue = _lock_issue(goes_at)
    left_out = set(issue.left_out) - {first} | ({first} if out else set())
    issue.left_out = sorted(left_out)
    issue.save(update_fields=["left_out"])
    verb = "newsletter_left_out" if out else "newsletter_put_back"
    record(verb, issue_audit_subject(issue), by=by, exchange=first)


@transaction.atomic
def cancel_issue(goes_at: datetime, *, by: User, cancelled: bool = True) -> None:
    """Cancel an issue, or schedule it again."""
    issue = _lock_issue(goes_at)
    issue.cancelled_at = timezone.now() if cancelled else None
    issue.save(update_fields=["cancelled_at"])
    verb = "newsletter_cancelled" if cancelled else "newsletter_scheduled"
    record(verb, issue_audit_subject(issue), by=by)


def enqueue_test_issue(goes_at: datetime, *, to: User, language: str) -> None:
    tasks.send_test_issue.enqueue(goes_at.isoformat(), to.pk, language)


# --- Sending -------------------------------------------------------------------------------------


def send_due_issue() -> None:
    """Send this Monday's issue if it is due and was neither sent nor cancelled."""
    monday = next_monday() - timedelta(days=7)
    now = timezone.now()
    if not monday <= now < monday + MAX_DELAY or not newsletter_readers().exists():
        return
    if Issue.objects.filter(Q(sent_at__isnull=False) | Q(cancelled_at__isnull=False)).filter(
        goes_at=monday
    ):
        return
    send_issue(monday)


@transaction.atomic
def send_issue(goes_at: datetime) -> Issue | None:
    """Create the mails of an issue, once, which the delivery then sends; cancel it if it is empty.

    Return None if it was not sent.
    """
    try:
        issue = _lock_issue(goes_at)
    except IssueAlreadySent:
        return None
    if issue.is_cancelled:
        return None
    found = content.coming_issue_content(issue, "nl")
    if found.is_empty:
        issue.cancelled_at = timezone.now()
        issue.save(update_fields=["cancelled_at"])
        record("newsletter_empty", issue_audit_subject(issue))
        return None
    issue.number = (Issue.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    issue.sent_at = timezone.now()
    issue.exchanges = [
        [one.first.pk, one.answer.pk if one.answer else None] for one in found.exchanges
    ]
    issue.articles = [article.pk for article in found.articles]
    issue.save()
    create_reader_mails(issue=issue)
    record("newsletter_sent", issue_audit_subject(issue), number=issue.number)
    return issue
