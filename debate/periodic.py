"""The periodic tasks of every room."""

from accounts import pictures
from articles import actions as articles
from articles import documents, images
from bulletins import actions as bulletins
from common.periodic import PeriodicTask
from newsletter import actions as newsletter
from notifications import actions as notices
from notifications.delivery import MailSender, bundle_due_notices
from privacy import actions as personal
from search import actions as search

FIVE_SECONDS, MINUTE, DAY = 5.0, 60.0, 86_400.0

PERIODIC_TASKS: list[PeriodicTask] = [
    PeriodicTask(MINUTE / 2, notices.notify_of_scheduled_events),
    PeriodicTask(10 * MINUTE, notices.remind_authors),
    PeriodicTask(FIVE_SECONDS, bundle_due_notices),
    PeriodicTask(FIVE_SECONDS, MailSender().deliver_due_mails),
    PeriodicTask(MINUTE, newsletter.send_due_issue),
    PeriodicTask(MINUTE, personal.run_due_erasures),
    PeriodicTask(60 * MINUTE, personal.delete_expired_rows),
    PeriodicTask(10 * MINUTE, bulletins.sweep_pdfs),
    PeriodicTask(10 * MINUTE, articles.update_related_articles),
    PeriodicTask(DAY, pictures.sweep_profile_pictures),
    PeriodicTask(MINUTE / 4, search.catch_up_articles),
    PeriodicTask(10 * MINUTE, search.catch_up_comments),
    PeriodicTask(DAY, search.recount_vocabulary),
    PeriodicTask(DAY, articles.delete_unused_images),
    PeriodicTask(DAY, images.sweep_image_files),
    PeriodicTask(DAY, documents.sweep_attachment_files),
]
