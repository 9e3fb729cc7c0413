"""The database itself refuses what no reaction can be."""

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from articles.models import Article, Byline
from comments.models import Comment, Decision, Revision

pytestmark = pytest.mark.both

NO_PLACE = {
    "number": None,
    "path": None,
    "published_at": None,
    "shown_revision": None,
    "version": 0,
}

# constraint, the state of a lawful reaction, and the change that the constraint must refuse
REFUSED = [
    ("comment_status", "published", {"status": "hidden"}),
    ("comment_status", "pending", {"status": ""}),
    *(("comment_place_whole", "published", {name: value}) for name, value in NO_PLACE.items()),
    ("comment_place_whole", "pending", {"version": 3}),
    ("comment_place_whole", "pending", {"number": 3}),
    ("comment_place_fits_status", "published", {"status": "unconfirmed"}),
    ("comment_place_fits_status", "published", {"status": "rejected"}),
    ("comment_place_fits_status", "published", NO_PLACE),
    ("comment_place_fits_status", "rejected", {"status": "published"}),
    ("comment_place_fits_status", "rejected", {"status": "removed"}),
    ("comment_removal_fits_status", "removed", {"status": "published"}),
    ("comment_held_fits_status", "pending", {"held_at": None}),
    ("comment_held_fits_status", "unconfirmed", {"held_at": timezone.now()}),
    ("comment_held_fits_status", "rejected", {"held_at": timezone.now()}),
    ("comment_held_fits_status", "withdrawn", {"held_at": timezone.now()}),
    ("comment_held_fits_status", "removed", {"held_at": timezone.now()}),
]


@pytest.mark.parametrize(("constraint", "state", "change"), REFUSED)
def test_the_database_refuses(constraint, state, change, in_state):
    comment = in_state(state)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(**change)
    # A change that breaks several is refused under the name of any one of them.
    assert constraint in str(error.value) or "_fits_status" in str(error.value)


def test_every_check_of_a_reaction_has_a_case_here():
    checks = {c.name for c in Comment._meta.constraints if isinstance(c, models.CheckConstraint)}
    assert {name for name, _, _ in REFUSED} == checks


@pytest.mark.parametrize("field", ["path", "number", "key"])
def test_no_two_reactions_have_the_same(field, article, write):
    first, second = write(article), write(article)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=second.pk).update(**{field: getattr(first, field)})


def test_a_revision_is_kept_once(article, write):
    comment = write(article)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(comment=comment, number=1, text="x", html="x")


@pytest.mark.parametrize(
    "fields",
    [{"verdict": "maybe", "rule": "policy"}, {"verdict": "reject", "rule": "", "reason": ""}],
)
def test_a_decision_is_one_of_three_and_a_person_gives_a_reason(fields, article, write):
    comment = write(article)
    lawful = {"comment": comment, "revision": 1, "from_status": "published", "to_status": "removed"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(**lawful, **fields)


@pytest.mark.parametrize("fields", [{"status": "hidden"}, {"published_at": None}])
def test_an_article_has_a_status_and_a_date(fields, article):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**fields)


def test_a_member_stands_once_above_an_article(article, author):
    with pytest.raises(IntegrityError), transaction.atomic():
        Byline.objects.create(article=article, user=author, name="Nogmaals")


def test_an_article_with_reactions_cannot_be_deleted(article, write):
    write(article)
    with pytest.raises(models.ProtectedError), transaction.atomic():
        article.delete()
