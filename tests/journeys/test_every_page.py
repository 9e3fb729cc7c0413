"""Every page: usable by everyone, quiet, whole on a phone, and without cookies for who reads."""

import uuid

import pytest
from django.utils import timezone

from articles.models import Article
from comments import actions, tokens
from common.html.safe import SafeText
from notifications import actions as notices
from notifications import tokens as mail_tokens
from notifications.kinds import NoticeKind
from notifications.models import Issue, Mail, Subscriber
from tests.journeys.access import WIDTHS, complaints, complaints_everywhere
from tests.journeys.visitor import Visitor, until

pytestmark = pytest.mark.journey

# A word as long as people paste addresses, in every place where one may stand.
LONG = "https://example.org/" + "heel-lang-" * 20


@pytest.fixture
def scene(site, article, make_article, write, reader, moderator, editor):
    """Something of everything to look at."""
    first = write(
        article, f"Een reactie. {LONG}", name="Donaudampfschifffahrtsgesellschaftskapitein"
    )
    answer = write(
        article, "> Een reactie.\n\nEen antwoord met *nadruk*.", parent=first, user=reader
    )
    deep = answer
    for level in range(4):
        deep = write(article, f"Laag {level + 3}.", parent=deep)
    gone = write(article, "Weg.", user=moderator)
    write(article, "Hierop.", parent=gone)
    actions.withdraw_comment(gone)
    held = make_article(
        "streng", title="Een stuk met een strenge deur", policy=Article.Policy.HOLD_ALL
    )
    waiting = write(held, f"Wacht. {LONG} {LONG}", name="Wachter")
    mine = write(article, "Van mij.", user=reader)
    unconfirmed = actions.submit_comment(
        article,
        actions.CommentWriter(name="Gerda", email="gerda@example.org"),
        text=SafeText(f"Nog niet bevestigd. {LONG}"),
        key=uuid.uuid4(),
        language="nl",
        confirm_first=True,
    )
    actions.report_comment(
        first,
        actions.Reporter("1" * 64, name="Greet"),
        revision=1,
        category="illegal",
        language="nl",
        text=LONG,
        law=LONG,
    )
    subscriber = Subscriber.objects.of_member(reader)
    told = Subscriber.objects.filter(pk=subscriber.pk)
    for reply in (deep, first):
        notices.notify_subscribers(told, NoticeKind.FOLLOWED, comment=reply)
    notices.start_following(subscriber, article=article)
    stop = mail_tokens.make_unsubscribe_token(Mail(subscriber=subscriber, kind=NoticeKind.REPLY))
    start = mail_tokens.make_address_token(subscriber)
    Issue.objects.create(
        goes_at=timezone.now(),
        sent_at=timezone.now(),
        number=1,
        word_html_nl=f"<p>Een woord. {LONG}</p>",
        exchanges=[[first.pk, answer.pk]],
        articles=[article.pk],
    )
    link = tokens.confirmation_link(unconfirmed).partition("://")[2].partition("/")[2]
    return {
        "front page": (None, "/"),
        "English front page": (None, "/en/"),
        "article": (None, article.get_absolute_url()),
        "article with the form open": (None, article.get_absolute_url()),
        "article as a member": (reader, article.get_absolute_url()),
        "answering": (None, f"{article.get_absolute_url()}reageer/?antwoord={first.pk}"),
        "confirming": (None, f"/{link}"),
        "editing": (reader, f"/reacties/{mine.pk}/bewerken/"),
        "withdrawing": (reader, f"/reacties/{mine.pk}/intrekken/"),
        "reporting": (None, f"/reacties/{first.pk}/melden/"),
        "reported": (moderator, "/moderatie/?lijst=gemeld"),
        "queue": (moderator, "/moderatie/"),
        "one entry": (moderator, f"/moderatie/{waiting.pk}/"),
        "signing in": (None, "/account/login/"),
        "becoming a member": (None, "/account/signup/"),
        "an author's page": (None, f"/mensen/{article.bylines.get().user_id}/"),
        "folding a writer away": (reader, f"/reacties/{first.pk}/wegvouwen/"),
        "whom one folded away": (reader, "/mijn/weggevouwen/"),
        "what there is to tell": (reader, "/mijn/meldingen/"),
        "how soon to be told": (reader, "/mijn/voorkeuren/"),
        "how to follow": (None, f"/mijn/volgen/artikel/{article.pk}/"),
        "one's account": (reader, "/account/"),
        "the newsletter": (None, "/nieuwsbrief/"),
        "one newsletter": (None, "/nieuwsbrief/1/"),
        "the next newsletter": (editor, "/moderatie/nieuwsbrief/"),
        "stopping a kind of mail": (None, f"/afmelden/{stop}/"),
        "starting the newsletter": (None, f"/nieuwsbrief/ja/{start}/"),
        "not there": (None, "/opinie/bestaat-niet/"),
    }


def prepare(page, name: str) -> None:
    """Open what a page only shows on demand."""
    if name == "article with the form open":
        page.locator("#reactie-2 .reply").click()
        page.locator("#reageer [name=text]").fill("Een *begin*.")
        page.locator("#preview em").wait_for()
        page.locator("#reageer form button[type=submit]").click()
        page.locator("#reageer .errors").wait_for()
    for details in page.locator("main details:not([open]) > summary").all():
        if details.is_visible() and name != "article":
            details.click()


def test_no_page_keeps_anyone_out(visit, scene):
    visitors: dict[object, Visitor] = {}
    found = []
    for name, (user, address) in scene.items():
        key = user.pk if user else None
        visitor = visitors.get(key) or visitors.setdefault(key, visit(user))
        page = visitor.page
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        visitor.open(address)
        prepare(page, name)
        found += complaints_everywhere(page, name)
    assert not found, "\n".join(found)


def test_who_only_reads_gets_no_cookie(visit, scene, article):
    guest = visit()
    page = guest.open(article.get_absolute_url())
    for address in (
        "/",
        "/en/",
        f"{article.get_absolute_url()}reageer/",
        f"/opinie/{article.slug}/reactie/1/",
    ):
        page.goto(address)
    assert guest.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage)") == []
    # Where htmx is, for as long as the tab is open.
    assert page.evaluate("Object.keys(sessionStorage)") in ([], ["htmx-current-path-for-history"])


def test_the_visitor_does_notice_what_it_must_not_see(visit, site):
    # A judge that never finds anything proves nothing.
    guest = visit()
    page = guest.page
    page.goto("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    with page.context.expect_page() as elsewhere:
        page.evaluate("setTimeout(() => open('http://127.0.0.1:9/'))")
    page.evaluate("setTimeout(() => { throw new Error('oops') })")
    page.evaluate("document.body.style.width = '2000px'")
    # All of them, or one that comes late is found when this visitor leaves.
    for fault in ("Content Security Policy", "asked another host", "ERR_UNSAFE_PORT", "oops"):
        until(lambda fault=fault: fault in "\n".join(guest.faults))
    elsewhere.value.close()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<input id=nameless>')")
    assert any(complaint.startswith("label") for complaint in complaints(page))
    guest.faults.clear()
