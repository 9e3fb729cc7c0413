"""The content that `manage.py demo` puts into an empty site."""

import tomllib

from django.contrib.auth import authenticate
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import roles
from accounts.permissions import may_moderate
from articles.models import Article, Dossier
from articles.permissions import may_edit_all_articles
from comments.models import Comment, Decision
from comments.paths import MAX_DEPTH
from comments.tasks import send_confirmation
from debate.demo import loader
from tests.syndication.test_linked import said_by

Status = Comment.Status


def entries() -> list[tuple[str, dict]]:
    """Return the reactions that are written by hand: (slug, reaction)."""
    files = sorted(loader.DEMO_DIR.glob("*.toml"))
    articles = [tomllib.loads(file.read_text()) for file in files]
    return [(a["slug"], entry) for a in articles for entry in a.get("comment", [])]


def made(slug: str, entry: dict) -> Comment:
    return Comment.objects.get(key=loader._key(slug, entry))


def test_everything_is_loaded(demo):
    assert demo.articles == Article.objects.published().count() == 6
    assert demo.comments == Comment.objects.count()
    by_hand = [made(*entry).status for entry in entries()]
    assert by_hand.count(Status.PUBLISHED) >= 60


def test_what_its_pages_say_to_machines_follows_the_rules(demo, client):
    pages = [*Article.objects.published(), *Dossier.objects.published()]
    said = [said_by(client.get(page.get_absolute_url()).content.decode()) for page in pages]
    kinds = {kind for things in said for kind in things}
    assert kinds == {"OpinionNewsArticle", "DiscussionForumPosting", "BreadcrumbList"}
    assert any("comment" in things.get("OpinionNewsArticle", {}) for things in said)


def test_one_debate_is_long_and_deep(demo):
    article = Article.objects.get(slug=loader.CROWDED_SLUG)

    assert Comment.objects.counts([article])[article.pk] >= 400
    assert {c.depth for c in Comment.objects.thread(article)} == set(range(1, MAX_DEPTH + 1))
    assert article.comments.values("text").distinct().count() > 390


def test_every_reaction_is_as_public_as_its_file_says(demo):
    for slug, entry in entries():
        assert made(slug, entry).status == entry.get("status", Status.PUBLISHED), entry


def test_what_waits_is_held_by_the_rule_that_the_file_names(demo):
    held = [(made(slug, entry), entry) for slug, entry in entries() if "held_by" in entry]

    assert len(held) >= 5
    for comment, entry in held:
        assert [d.rule for d in comment.decisions.all()] == [entry["held_by"]], entry
    assert Comment.objects.queue().count() == len(held)


def test_a_tombstone_stands_over_its_replies(demo):
    shown = [c for article in Article.objects.all() for c in Comment.objects.thread(article)]

    assert any(not comment.is_published for comment in shown)


def test_what_was_removed_has_its_reason_and_its_moderator(demo):
    removed = [(made(*e), e[1]["reason"]) for e in entries() if e[1].get("status") == "removed"]

    assert removed
    for comment, reason in removed:
        last = comment.decisions.last()
        assert (last.verdict, last.reason) == (Decision.Verdict.REJECT, reason)
        assert may_moderate(last.by)


def test_an_edited_reaction_keeps_both_texts_and_was_edited_in_time(demo, settings):
    edited = [made(*entry) for entry in entries() if "first_text" in entry[1]]

    assert edited
    for comment in edited:
        first, second = comment.revisions.all()
        assert comment.text == second.text != first.text
        minutes = (comment.edited_at - comment.created_at).total_seconds() / 60
        assert 0 < minutes <= settings.COMMENTS_EDIT_MINUTES


def test_everything_happened_between_the_article_and_now(demo):
    started = timezone.now() - timezone.timedelta(minutes=30)  # nothing is dated at the loading
    for comment in Comment.objects.select_related("article"):
        logged = [*comment.revisions.all(), *comment.decisions.all()]
        dates = [getattr(comment, name) for name in loader.COMMENT_DATES]
        dates = [date for date in (*dates, *(row.created_at for row in logged)) if date]
        assert min(dates) == comment.created_at > comment.article.published_at, comment.pk
        assert max(dates) < started, comment.pk


def test_the_thread_is_in_the_order_of_its_dates(demo):
    for article in Article.objects.all():
        roots = article.comments.filter(parent=None, path__isnull=False).order_by("path")
        dates = [comment.published_at for comment in roots]
        assert dates == sorted(dates)
    replies = Comment.objects.filter(path__isnull=False, parent__isnull=False)
    for reply in replies.select_related("parent"):
        assert reply.published_at >= reply.parent.published_at


def test_a_guest_was_confirmed_so_the_next_reaction_need_not_wait(demo):
    assert not Comment.objects.filter(user=None, confirmed_at=None).exists()
    assert Comment.objects.exclude(user=None).filter(confirmed_at=None).exists()


def test_nobody_is_mailed(demo, mailoutbox):
    with loader._without_side_effects():
        send_confirmation.enqueue(Comment.objects.first().pk)

    assert not DBTaskResult.objects.exists()
    assert not mail.outbox
    send_confirmation.enqueue(Comment.objects.first().pk)
    assert DBTaskResult.objects.count() == 1


def test_every_account_can_sign_in(demo):
    people = loader.demo_users()

    assert len(people) == 11
    for user in people:
        assert authenticate(None, email=user.email, password=loader.PASSWORD) == user
        address = user.emailaddress_set.get()
        assert (address.email, address.verified, address.primary) == (user.email, True, True)


def test_there_is_someone_in_every_role(demo):
    people = {user.email: user for user in loader.demo_users()}

    assert not people["redactie@example.org"].is_staff
    assert may_edit_all_articles(people["redactie@example.org"])
    assert may_moderate(people["moderator@example.org"])
    assert not people["moderator@example.org"].is_staff
    assert people["auteur@example.org"].roles == {roles.AUTHORS}
    assert not people["lezer@example.org"].roles
