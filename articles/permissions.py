"""Who may do what with an article. One predicate a permission."""

from accounts import roles
from accounts.permissions import is_editor, lacks_second_step
from articles.models import Article


def may_see(user, article: Article) -> bool:
    """Everyone may see what is published; nobody reads the rest here."""
    return article.is_published


def is_author(user, article: Article) -> bool:
    """Speaks under the article as one of its authors."""
    return user.is_authenticated and user.is_active and user.pk in article.author_ids


def writes_here(user) -> bool:
    """Has a desk of their own: whoever's name stands above a published article."""
    return (
        user.is_authenticated and user.is_active and Article.objects.by(user).published().exists()
    )


# The writing desk.


def edits_all(user) -> bool:
    """Works on every piece, whoever wrote it: editors."""
    return is_editor(user) and not lacks_second_step(user)


def may_conclude(user, article: Article) -> bool:
    """Say what the debate came to: editors, and who wrote the piece."""
    return edits_all(user) or (is_author(user, article) and article.is_published)


def may_begin(user) -> bool:
    """Begin a piece: authors and editors."""
    return edits_all(user) or (
        user.is_authenticated and user.is_active and roles.AUTHORS in user.roles
    )


def may_write(user) -> bool:
    """Enter the writing desk: also who was given a piece there without the role of author."""
    return may_begin(user) or (
        user.is_authenticated and user.is_active and Article.objects.by(user).exists()
    )


def may_edit(user, article: Article) -> bool:
    """Change the text. What an author changes of a published piece waits for an editor, since
    readers see no draft before one publishes it."""
    if edits_all(user):
        return True
    return is_author(user, article) and article.status != Article.Status.WITHDRAWN


def may_settle(user, article: Article) -> bool:
    """Change what stands around the text, which shows at once."""
    return edits_all(user) or (is_author(user, article) and _is_at_work(article))


def may_set_debate(user, article: Article) -> bool:
    """Say who may react, when, and what waits for a moderator."""
    return edits_all(user)


def may_submit(user, article: Article) -> bool:
    """Hand it in as ready for editing."""
    return may_edit(user, article) and article.status == Article.Status.DRAFT


def may_take_back(user, article: Article) -> bool:
    """Work on it further, after it was handed in."""
    return may_edit(user, article) and article.status == Article.Status.READY


def may_publish(user, article: Article) -> bool:
    """Show it to readers, or what was changed in it since."""
    return edits_all(user) and article.status != Article.Status.WITHDRAWN


def may_schedule(user, article: Article) -> bool:
    """Let it be published at a later moment, or not after all."""
    return may_publish(user, article) and not article.is_published


def may_withdraw(user, article: Article) -> bool:
    """Take from readers what they could read."""
    return edits_all(user) and article.is_published


def may_lead(user, article: Article) -> bool:
    """Let it open the front page."""
    return edits_all(user) and article.is_published


def may_bring_back(user, article: Article) -> bool:
    return edits_all(user) and article.status == Article.Status.WITHDRAWN


def may_peek(user, article: Article) -> bool:
    """Let someone outside see how it will look."""
    return may_edit(user, article) and article.status != Article.Status.WITHDRAWN


# What the pages of a piece offer.
OFFERED = (may_settle, may_set_debate, may_submit, may_take_back, may_publish, may_schedule)
OFFERED += (may_lead, may_withdraw, may_bring_back, may_peek, may_conclude)


def offered(user, article: Article) -> dict[str, bool]:
    """What this member may do with this piece, by the names of the predicates."""
    return {may.__name__: may(user, article) for may in OFFERED}


def _is_at_work(article: Article) -> bool:
    return article.status in (Article.Status.DRAFT, Article.Status.READY)
