"""People who write on the running site, over HTTP, and remember what they were promised."""

import threading
import uuid
from dataclasses import dataclass, field

import httpx
from django.conf import settings
from django.db import connections
from django.test import Client

from accounts.models import User
from comments.models import Comment, Decision
from tests.site import Site


@dataclass
class Writer:
    """One visitor: a guest or, signed in, a member."""

    site: Site
    slug: str
    name: str
    user: User | None = None
    which: int = 0
    accepted: dict[uuid.UUID, str] = field(default_factory=dict)  # key to text
    answers: list[int] = field(default_factory=list)  # status codes

    def __post_init__(self):
        self.http = self.site.client(self.which)
        if self.user:
            browser = Client()
            browser.force_login(self.user)
            cookie = settings.SESSION_COOKIE_NAME
            self.http.cookies.set(cookie, browser.cookies[cookie].value)

    def write(self, text: str, *, parent: Comment | None = None, times: int = 1) -> None:
        """Send one reaction, several times at once if so told: a form has one key."""
        key = uuid.uuid4()
        form = {"text": text, "key": str(key), "parent": parent.pk if parent else ""}
        if self.user is None:
            form |= {"name": self.name, "email": f"{self.name.lower()}@example.org"}
        sending = [
            threading.Thread(target=self._send, args=(form, key, text)) for _ in range(times - 1)
        ]
        for thread in sending:
            thread.start()
        self._send(form, key, text)
        for thread in sending:
            thread.join()

    def _send(self, form: dict, key: uuid.UUID, text: str) -> None:
        try:
            answer = self.http.post(f"/opinie/{self.slug}/reageer/", data=form)
        except httpx.HTTPError:
            return  # the site is down; nothing was promised
        self.answers.append(answer.status_code)
        if answer.status_code == 302:
            self.accepted[key] = text


def at_once(jobs) -> None:
    """Run these together, as near to one moment as threads can."""
    gate = threading.Barrier(len(jobs))

    def run(job):
        gate.wait()
        try:
            job()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def check_whole(article) -> None:
    """Nothing is half: every reaction has its revision, judgement, number and place, once."""
    article.refresh_from_db()
    comments = list(Comment.objects.filter(article=article).prefetch_related("revisions"))
    numbers = sorted(comment.number for comment in comments if comment.number)
    assert numbers == list(range(1, len(numbers) + 1))
    assert article.last_number == len(numbers)
    versions = [comment.version for comment in comments if comment.path]
    assert len(versions) == len(set(versions))
    assert max(versions, default=0) <= article.version
    judged = set(
        Decision.objects.filter(comment__article=article).values_list("comment", "revision")
    )
    for comment in comments:
        revisions = [revision.number for revision in comment.revisions.all()]
        assert revisions == list(range(1, comment.revision + 1))
        if comment.status != Comment.Status.UNCONFIRMED:
            assert {(comment.pk, number) for number in revisions} <= judged
        if comment.path and comment.parent_id:
            assert comment.path > comment.parent.path
