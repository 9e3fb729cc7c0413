"""Nothing that was never public, or is no more, is in a byte that an anonymous visitor can get."""

import asyncio
import json
import re
import uuid
from contextlib import suppress
from itertools import product

import httpx
import pytest
from channels.db import database_sync_to_async
from websockets.asyncio.client import connect

from articles.models import Article
from comments import actions
from comments.actions import SeenState, Verdict
from comments.models import Comment, WatchedWord
from common.html.safe import SafeText
from tests.site import Site

# Each stands in a text, a name, an address or a moderator's note.
MARKS = {
    state: {part: f"geheim{state}{part}".replace("_", "") for part in ("text", "name", "email")}
    for state in ("unconfirmed", "pending", "rejected", "removed", "withdrawn", "unseen")
}
EDIT_MARK, NOTE_MARK, HELD_ANSWER = "geheimeditwoorden", "geheimenotitie", "geheimantwoord"
PUBLIC_EMAIL = "geheimadresvaneenpubliek"


def secrets() -> list[str]:
    marks = [mark for parts in MARKS.values() for mark in parts.values()]
    return [*marks, EDIT_MARK, NOTE_MARK, HELD_ANSWER, PUBLIC_EMAIL]


class Scene:
    """An article with a public thread, to which everything secret is then added."""

    def __init__(self, make_article, moderator):
        self.article = make_article("geheimen")
        self.other = make_article("andere")
        self.moderator = moderator
        self.public = [
            self.write(
                f"Openbaar {n}.", name=f"Openbare {n}", email=f"{PUBLIC_EMAIL}{n}@example.org"
            )
            for n in range(3)
        ]

    def write(self, text, *, name, email, parent=None, confirm_first=False) -> Comment:
        return actions.submit_comment(
            self.article,
            actions.CommentWriter(name=name, email=email),
            text=SafeText(text),
            key=uuid.uuid4(),
            language="nl",
            parent=parent,
            confirm_first=confirm_first,
        )

    def secret(self, state: str, *, held: bool, parent=None, confirm_first=False) -> Comment:
        marks = MARKS[state]
        return self.write(
            f"{marks['text']} {'verboden' if held else ''}",
            name=marks["name"],
            email=f"{marks['email']}@example.org",
            parent=parent,
            confirm_first=confirm_first,
        )

    def judge(self, comment: Comment, verdict: str) -> None:
        comment = Comment.objects.get(pk=comment.pk)
        actions.decide_comment(
            comment,
            verdict,
            by=self.moderator,
            seen=SeenState.of(comment),
            reason="insult",
            note=NOTE_MARK,
        )

    def add_what_never_was_public(self) -> list[Comment]:
        first, second, _ = self.public
        unconfirmed = self.secret("unconfirmed", held=False, parent=first, confirm_first=True)
        pending = self.secret("pending", held=True, parent=first)
        rejected = self.secret("rejected", held=True)
        self.judge(rejected, Verdict.REJECT)
        unseen = actions.withdraw_comment(self.secret("unseen", held=True))
        actions.revise_comment(second, SafeText(f"{EDIT_MARK} verboden"))
        return [unconfirmed, pending, rejected, unseen]

    def add_what_was_public(self) -> list[Comment]:
        removed = self.secret("removed", held=False)
        withdrawn = self.secret("withdrawn", held=False, parent=self.public[0])
        for parent, name in ((removed, "Antwoord A"), (withdrawn, "Antwoord B")):
            self.write("Openbaar antwoord.", name=name, email="a@example.org", parent=parent)
        self.write(f"{HELD_ANSWER} verboden", name="Held", email="held@example.org", parent=removed)
        self.judge(removed, Verdict.REJECT)
        actions.withdraw_comment(withdrawn)
        return [removed, withdrawn]


def everything_public(site: Site, scene: Scene, comments: list[Comment]) -> dict[str, str]:
    """Every answer that a stranger gets, by its address."""
    slug = scene.article.slug
    page = f"/opinie/{slug}/"
    paths = ["/", page, f"{page}reageer/", "/account/login/", "/account/signup/", "/moderatie/"]
    paths += ["/nergens/", "/opinie/nergens/"]
    paths += ["/feed/atom/", f"{page}feed/", f"{page}feed/atom/", "/sitemap-nieuws.xml"]
    # The thread by the page, both ways.
    paths += [f"{page}?na=00000000", f"{page}?na=00000001", f"{page}?voor=99999999"]
    article = Article.objects.get(pk=scene.article.pk)
    paths += [f"{page}veranderd/?since={since}" for since in range(article.version + 2)]
    paths += [f"{page}reactie/{n}/" for n in range(article.last_number + 2)]
    for comment in comments:
        paths += [
            f"{page}reageer/?antwoord={comment.pk}",
            f"/reacties/{comment.pk}/bewerken/",
            f"/reacties/{comment.pk}/intrekken/",
            f"/moderatie/{comment.pk}/",
            f"/auteur/{comment.pk}/",
        ]
    found = {}
    with site.client(follow_redirects=True) as http:
        for prefix, path in product(("", "/en"), paths):
            # Through htmx as well, which gets parts of pages.
            for headers in ({}, {"HX-Request": "true"}) if "veranderd" not in path else ({},):
                answer = http.get(prefix + path, headers=headers)
                assert answer.status_code < 500, path
                found[f"{prefix}{path} {headers}"] = _bytes(answer)
        for comment in comments:
            form = {"text": "Ik antwoord.", "name": "X", "email": "x@example.org"}
            form |= {"key": str(uuid.uuid4()), "parent": str(comment.pk)}
            answer = http.post(f"{page}reageer/", data=form)
            assert answer.status_code == 422, answer.text
            found[f"answer to {comment.pk}"] = _bytes(answer)
            for verb in ("mail", "bewerken", "intrekken"):
                answer = http.post(f"/reacties/{comment.pk}/{verb}/", data={"text": "Van mij."})
                assert answer.status_code in (403, 404)
                found[f"{verb} {comment.pk}"] = _bytes(answer)
        found["preview"] = _bytes(http.post("/reacties/voorbeeld/", data={"text": "Hallo #1"}))
    return found


def _bytes(answer: httpx.Response) -> str:
    return f"{answer.status_code} {dict(answer.headers)} {answer.text}"


async def listen(site: Site, article: Article, since: int, language: str, seconds: float) -> str:
    address = f"{site.url.replace('http', 'ws', 1)}/live/artikel/{article.pk}/"
    heard = []
    async with connect(f"{address}?since={since}&lang={language}", origin=site.url) as socket:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    heard.append(await socket.recv())
    return "\n".join(heard)


@pytest.fixture
def scene(make_article, moderator, watched) -> Scene:
    return Scene(make_article, moderator)


@pytest.fixture
def watched(transactional_db):
    return WatchedWord.objects.create(word="verboden")


def counts(site: Site, slug: str) -> list:
    """Every number of reactions that is told."""
    with site.client() as http:
        pages = [http.get(path).text for path in ("/", f"/opinie/{slug}/")]
        told = http.get(f"/opinie/{slug}/veranderd/?since=0").json()
    words = [re.findall(r"(?i)reacties?\s*\(?\d+|\d+\s+reacties?", page) for page in pages]
    assert all(words)
    return [*words, told["count"], told["version"]]


def assert_no_secret(found: dict[str, str]) -> None:
    leaks = [
        (where, secret)
        for where, text in found.items()
        for secret in secrets()
        if secret in text.lower()
    ]
    assert leaks == []


@pytest.mark.slow
def test_no_stranger_gets_a_byte_of_what_is_not_public(site, scene):
    before = counts(site, scene.article.slug)
    never = scene.add_what_never_was_public()
    # Not even a number tells that something waits.
    assert counts(site, scene.article.slug) == before
    gone = scene.add_what_was_public()
    found = everything_public(site, scene, [*never, *gone])
    # The search itself works: it does find what is public.
    assert sum("openbaar antwoord" in text.lower() for text in found.values()) > 8
    assert_no_secret(found)

    async def sockets() -> dict[str, str]:
        heard = await asyncio.gather(
            *(
                listen(site, scene.article, since, language, 4)
                for since, language in product((0, 1, 4, 6), ("nl", "en"))
            )
        )
        return {f"socket {n}": text for n, text in enumerate(heard)}

    heard = asyncio.run(sockets())
    assert "openbaar antwoord" in heard["socket 0"].lower()
    assert_no_secret(heard)


@pytest.mark.slow
def test_an_open_socket_hears_nothing_of_what_is_not_public(site, scene):
    """Everything happens while the socket is open, in the site itself and in another process."""

    async def all_the_while() -> str:
        listening = asyncio.create_task(listen(site, scene.article, 3, "nl", 9))
        await asyncio.sleep(1)
        await database_sync_to_async(scene.add_what_never_was_public)()

        def over_http():
            form = dict(MARKS["unconfirmed"])
            form |= {"key": str(uuid.uuid4()), "email": f"{form['email']}@example.org"}
            with site.client() as http:
                answer = http.post(f"/opinie/{scene.article.slug}/reageer/", data=form)
                assert answer.status_code == 302

        await asyncio.to_thread(over_http)
        await database_sync_to_async(scene.write)(
            "Openbaar slot.", name="Slot", email="slot@example.org"
        )
        return await listening

    heard = asyncio.run(all_the_while())
    frames = [json.loads(line) for line in heard.splitlines()]
    assert [frame["version"] for frame in frames if "comments" in frame] == [4]
    assert "Openbaar slot." in heard
    assert_no_secret({"socket": heard})
