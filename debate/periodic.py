"""What the worker does regularly, of every room."""

from accounts import pictures
from articles import actions as articles
from articles import documents, images
from bulletins import actions as bulletins
from common.periodic import Chore
from newsletter import actions as newsletter
from notifications import actions as notices
from notifications.delivery import Postman, gather
from privacy import actions as personal
from search import actions as search

SECONDS, MINUTE, DAY = 5.0, 60.0, 86_400.0

CHORES: list[Chore] = [
    Chore(MINUTE / 2, notices.tell_what_came_true),
    Chore(10 * MINUTE, notices.remind_authors),
    Chore(SECONDS, gather),
    Chore(SECONDS, Postman().deliver),
    Chore(MINUTE, newsletter.send_due),
    Chore(MINUTE, personal.erase_due),
    Chore(60 * MINUTE, personal.delete_past),
    Chore(10 * MINUTE, bulletins.sweep),
    Chore(10 * MINUTE, articles.relate),
    Chore(DAY, pictures.sweep),
    Chore(MINUTE / 4, search.catch_up_articles),
    Chore(10 * MINUTE, search.catch_up_reactions),
    Chore(DAY, search.recount),
    Chore(DAY, articles.forget_unused_images),
    Chore(DAY, images.sweep),
    Chore(DAY, documents.sweep),
]
