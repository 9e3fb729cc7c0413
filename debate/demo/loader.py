"""Load the demo debates, with the same actions with which people write and moderate."""

import tomllib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.dummy import DummyBackend

from accounts import roles
from accounts.models import User
from articles.actions import save_article
from articles.models import Article, Byline, Topic
from comments import actions, live
from comments.models import Comment, Decision, RuleSetting, Statement, WatchedWord
from common.html.safe import SafeHtml, SafeText
from debate.demo import bulletins, crowd, desk, dossiers, files, writing

DEMO_DIR = Path(__file__).parent
PASSWORD = "demo-weerwoord"  # public, so never for a site that others can reach
CROWDED_SLUG = "dichtbij-is-geen-adres"
CROWD_SIZE = 400

ROLES = {
    "author": roles.AUTHORS,
    "moderator": roles.MODERATORS,
    "editor": roles.EDITORS,
    "administrator": roles.ADMINISTRATORS,
}
WATCHED_WORDS = (
    "oplichter*", "trut", "huichelaar*", "leugenaar*", "idioot", "idioten", "sukkel*",
    "achterlijk*", "klootzak*", "kutwijf", "hufter*", "landverrader*", "casino", "crypto*",
)  # fmt: skip
COMMENT_DATES = ("created_at", "confirmed_at", "held_at", "published_at", "edited_at")
# Between two steps in the life of one reaction; less when the next reaction comes sooner.
STEP_DELAY = timedelta(minutes=5)

Status, Verdict = Comment.Status, Decision.Verdict


class DemoCounts(NamedTuple):
    articles: int
    comments: int
    unpublished: int  # on the editorial desk


def load_demo(crowd_size: int = CROWD_SIZE) -> DemoCounts:
    """Load the debates that were never loaded before, in one transaction."""
    with transaction.atomic(), _without_side_effects():
        missing = [content for content in _demo_articles() if not _is_loaded(content)]
        if not missing:
            # No people and watched words either: what was deleted since must not come back.
            return DemoCounts(0, 0, 0)
        started = timezone.now()
        people = _create_people()
        for word in WATCHED_WORDS:
            WatchedWord.objects.get_or_create(word=word)
        comments, made = 0, {}
        for content in missing:
            entries = content["comment"]
            if content["slug"] == CROWDED_SLUG:
                days = timedelta(days=content["days_ago"])
                entries = crowd.add_crowd_comments(
                    entries, _read_toml("generated"), crowd_size, days
                )
            article = _publish_demo_article(content, people, started)
            # The generated reactions repeat ready-made sentences, which this rule would hold.
            actions.set_rules({"repetition": RuleSetting.Mode.OFF}, article)
            debate = _Debate(article, people, started)
            debate.play(entries)
            made |= {(content["slug"], key): comment.pk for key, comment in debate.made.items()}
            actions.set_rules({}, article)
            comments += len(entries)
        dossiers.load_demo_dossiers(_read_toml("dossiers"), people, started)
        desk.load_demo_desk(_read_toml("desk"), people, made)
        desk.load_canned_reasons(_read_toml("desk"), people["liesbeth"])
        unpublished = writing.load_demo_drafts(_read_toml("writing"), people)
        bulletins.load_demo_bulletins(_read_toml("bulletins"), people, made, started)
    return DemoCounts(len(missing), comments, unpublished)


def demo_users() -> list[User]:
    """Return the people of the demo who still have an account."""
    emails = [person["email"] for person in _read_toml("people")["person"].values()]
    found = {user.email: user for user in User.objects.filter(email__in=emails)}
    return [found[email] for email in emails if email in found]


def _read_toml(name: str) -> dict:
    return tomllib.loads((DEMO_DIR / f"{name}.toml").read_text(encoding="utf-8"))


def _demo_articles() -> list[dict]:
    contents = (_read_toml(file.stem) for file in sorted(DEMO_DIR.glob("*.toml")))
    return sorted((c for c in contents if "slug" in c), key=lambda c: -c["days_ago"])


def _key(slug: str, entry: dict) -> uuid.UUID:
    """Return the key of a reaction, the same at every load."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/{slug}/{entry['id']}")


def _is_loaded(content: dict) -> bool:
    """Return True if the article is there, by its slug or, if that changed, its first reaction."""
    slug = content["slug"]
    first = Q(comments__key=_key(slug, content["comment"][0]))
    return Article.objects.filter(Q(slug=slug) | first).exists()


@contextmanager
def _without_side_effects() -> Iterator[None]:
    """Turn off tasks, live messages and the second step while the actions run.

    Nobody needs mail about events of weeks ago. Rendering live messages, for pages that nobody has
    open, would take as long as all the rest. The demo's moderators have no second step.
    """
    tasks, show = task_backends[DEFAULT_TASK_BACKEND_ALIAS], live.push_comments
    two_step, settings.TWO_STEP = settings.TWO_STEP, False
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = DummyBackend(DEFAULT_TASK_BACKEND_ALIAS, {})
    live.push_comments = lambda article, pks: None
    try:
        yield
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS], live.push_comments = tasks, show
        settings.TWO_STEP = two_step


def _create_people() -> dict[str, User]:
    # One hash for all: each takes a tenth of a second to make.
    password = make_password(PASSWORD)
    people = {}
    for key, person in _read_toml("people")["person"].items():
        email, role = person["email"], person["role"]
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create(
                email=email,
                password=password,
                name=person["name"],
                affiliation=person["affiliation"],
            )
            user.emailaddress_set.create(email=email, verified=True, primary=True)
            if role in ROLES:
                roles.grant_role(user, ROLES[role])
        people[key] = user
    return people


def _publish_demo_article(content: dict, people: dict[str, User], now: datetime) -> Article:
    published_at = now - timedelta(days=content["days_ago"])
    article = save_article(
        Article(
            slug=content["slug"],
            title=content["title"],
            lead=content["lead"],
            language=content["language"],
            policy=content["policy"],
            proposition=content["proposition"],
            answers=Article.objects.filter(slug=content.get("answers")).first(),
            status=Article.Status.PUBLISHED,
            published_at=published_at,
            image=files.draw_demo_image(content["image"], content["slug"])
            if "image" in content
            else None,
        ),
        SafeHtml(files.body_with_images(content)),
    )
    files.add_demo_attachments(article, content)
    for name in content["topics"]:
        topic, _ = Topic.objects.get_or_create(name=name, defaults={"slug": slugify(name)})
        article.topics.add(topic)
    author = people[content["author"]]
    Byline.objects.create(
        article=article, user=author, name=author.name, affiliation=author.affiliation
    )
    return article


class _Debate:
    """The reactions of one article, made in the order of the file and then dated back."""

    def __init__(self, article: Article, people: dict[str, User], started: datetime):
        self.article = article
        self.slug = article.slug
        self.people = people
        self.started = started
        self.moderators = cycle(user for user in people.values() if _is_moderator(user))
        self.made: dict[str, Comment] = {}

    def play(self, entries: list[dict]) -> None:
        moments = [self._moment(entry) for entry in entries]
        last_answers = {}
        for entry, moment, following in zip(
            entries, moments, [*moments[1:], self.started], strict=True
        ):
            pace = min(STEP_DELAY, (following - moment) / 4)
            self.made[entry["id"]] = self._live(entry, moment, pace)
            last_answers[entry.get("parent")] = last_answers[entry["id"]] = moment
        for entry in entries:
            # Only now, since nothing can answer a reaction that is gone.
            if entry.get("status") in (Status.REMOVED, Status.WITHDRAWN):
                self._take_away(entry, last_answers[entry["id"]] + STEP_DELAY)

    def _moment(self, entry: dict) -> datetime:
        return self.article.published_at + timedelta(minutes=entry["after_minutes"])

    def _live(self, entry: dict, moment: datetime, pace: timedelta) -> Comment:
        """Write a reaction, and approve and edit it as the file says."""
        comment = self._write(entry)
        if comment.user is None:
            # Not with `actions.confirm_comment`, which would nearly double the loading time.
            comment.confirmed_at = self.started
        self._date(comment, moment)
        if entry.get("status") == Status.PENDING:
            return comment
        if comment.held_at:
            moment += pace
            comment = self._decide(comment, Verdict.APPROVE, moment)
        if "first_text" in entry:
            moment += pace
            comment = actions.revise_comment(comment, SafeText(entry["text"].strip()))
            self._date(comment, moment)
            if comment.held_at:
                comment = self._decide(comment, Verdict.APPROVE, moment + pace)
        return comment

    def _write(self, entry: dict) -> Comment:
        if "person" in entry:
            writer = actions.CommentWriter.member(self.people[entry["person"]])
        else:
            name = entry["name"]
            writer = actions.CommentWriter(name=name, email=f"{slugify(name)}@example.org")
        return actions.submit_comment(
            self.article,
            writer,
            text=SafeText(entry.get("first_text", entry["text"]).strip()),
            key=_key(self.slug, entry),
            language=self.article.language,
            parent=self.made[entry["parent"]] if "parent" in entry else None,
        )

    def _take_away(self, entry: dict, moment: datetime) -> None:
        comment = self.made[entry["id"]]
        if entry["status"] == Status.WITHDRAWN:
            self._date(actions.withdraw_comment(comment), moment)
        else:
            self._decide(comment, Verdict.REJECT, moment, entry["reason"])

    def _decide(
        self, comment: Comment, verdict: str, moment: datetime, reason: str = ""
    ) -> Comment:
        seen = actions.SeenState.of(comment)
        by = next(self.moderators)
        comment = actions.decide_comment(comment, verdict, by=by, seen=seen, reason=reason)
        self._date(comment, moment)
        return comment

    def _date(self, comment: Comment, moment: datetime) -> None:
        """Date back to `moment` all dates of this reaction that were set since loading began.

        No action does this, since only a demo invents when something happened.
        """
        dates = {name: moment for name in COMMENT_DATES if self._is_new(getattr(comment, name))}
        if dates:
            Comment.objects.filter(pk=comment.pk).update(**dates)
            for name in dates:
                setattr(comment, name, moment)
        comment.revisions.filter(created_at__gte=self.started).update(created_at=moment)
        comment.decisions.filter(created_at__gte=self.started).update(created_at=moment)
        # Marked as mailed, so that nobody gets mail about invented decisions.
        new = Statement.objects.filter(decision__comment=comment, created_at__gte=self.started)
        new.update(created_at=moment, mailed_at=moment)

    def _is_new(self, date: datetime | None) -> bool:
        return date is not None and date >= self.started


def _is_moderator(user: User) -> bool:
    return roles.MODERATORS in user.roles
