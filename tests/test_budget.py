"""The number of queries of a page: the same at ten reactions and at a thousand."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles.models import Article, Byline, Dossier
from comments.models import Comment, Decision, Fold, LastLook, ReadMark, Revision
from comments.paths import path_under
from notifications.kinds import NoticeKind
from notifications.models import Follow, Notice, Subscriber
from search import actions as search
from tests.conftest import make_user
from tests.guests import come_in, confirmed
from tests.html import find_elements

SIZES = [10, 1000]
TEXT = {"text": "Dat zie ik anders.", "html": "<p>Dat zie ik anders.</p>", "email": "d@example.org"}


def fill(article: Article, size: int, user=None) -> None:
    """Write a thread of this size, every third reaction an answer, some of them the member's."""
    now = timezone.now()
    rows: list[Comment] = []
    for number in range(1, size + 1):
        parent = rows[-1] if number % 3 == 0 else None
        rows.append(
            Comment(
                **TEXT,
                article=article,
                user=user if number % 5 == 0 else None,
                name=f"Schrijver {number}",
                status="published",
                number=number,
                version=number,
                path=path_under(parent.path if parent else "", number),
                parent=parent,
                published_at=now,
                shown_revision=1,
            )
        )
    Comment.objects.bulk_create([row for row in rows if row.parent is None])
    Comment.objects.bulk_create([row for row in rows if row.parent is not None])
    Article.objects.filter(pk=article.pk).update(version=size, last_number=size)


def hold(article: Article, size: int, user) -> None:
    """Let this many reactions wait, with their revision and what held them."""
    now = timezone.now()
    comments = Comment.objects.bulk_create(
        Comment(
            **TEXT,
            article=article,
            user=user if number % 2 else None,
            name=f"Wachter {number}",
            status="pending",
            held_at=now + timedelta(seconds=number),
        )
        for number in range(size)
    )
    Revision.objects.bulk_create(
        Revision(comment=comment, number=1, text=comment.text, html=comment.html)
        for comment in comments
    )
    Decision.objects.bulk_create(
        Decision(
            comment=comment,
            revision=1,
            verdict="hold",
            rule="first_time",
            from_status="pending",
            to_status="pending",
        )
        for comment in comments
    )


@pytest.fixture
def visitor(request, reader, moderator) -> Client:
    """Anonymous, or signed in as who is named by the parameter."""
    client = Client()
    if request.param != "anonymous":
        client.force_login({"reader": reader, "moderator": moderator}[request.param])
    return client


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("visitor", "queries"),
    # the article, its bylines, dossiers, topics and attachments, the pieces in its conversation and
    # those that are like it, the places, the count, what is said there, for machines; signed in
    # also the session, the user, their roles, own reactions with what was decided on these, the
    # writers folded away, what the bell says and what they follow; a moderator the length of the
    # queue
    [("anonymous", 10), ("reader", 18), ("moderator", 18)],
    indirect=["visitor"],
)
def test_an_article_with_its_debate(
    visitor, queries, size, article, reader, django_assert_num_queries
):
    fill(article, size, reader)
    with django_assert_num_queries(queries + 1):  # the reactions that are not in the cache
        cold = visitor.get(article.get_absolute_url())
    with django_assert_num_queries(queries):
        warm = visitor.get(article.get_absolute_url())
    assert cold.content.count(b'class="comment') == min(size, 50)
    assert cold.status_code == warm.status_code == 200
    for path, is_first in ((f"?na={5:08d}", False), (f"?voor={size:08d}", size <= 50)):
        cache.clear()
        with django_assert_num_queries(queries + is_first):
            visitor.get(article.get_absolute_url() + path)


def around(article: Article, number: int) -> None:
    """Let the front page have something to tell of this article."""
    now = timezone.now()
    last = Comment.objects.filter(article=article, number=3)
    last.update(role="author", email="ander@example.org")
    Dossier.objects.create(title="Vraag", slug=f"vraag-{number}", published_at=now)
    Article.objects.filter(pk=article.pk).update(conclusions="<p>Zo.</p>", concluded_at=now)


@pytest.mark.parametrize("articles", [2, 30])
@pytest.mark.parametrize(
    ("visitor", "queries"),
    # what an editor lets open it, by an index of its own; the articles, their bylines, the counts;
    # the latest exchanges, the dossiers, the conclusions, the most discussed, counted once for
    # everyone; signed in what the bell says
    [("anonymous", 8), ("reader", 12), ("moderator", 13)],
    indirect=["visitor"],
)
def test_the_front_page(
    visitor, queries, articles, make_article, author, django_assert_num_queries
):
    for number in range(articles):
        article = make_article(f"stuk-{number}")
        Byline.objects.create(article=article, name="Tweede Schrijver")
        fill(article, 3)
        around(article, number)
    with django_assert_num_queries(queries + 1):
        visitor.get("/")
    with django_assert_num_queries(queries):
        page = visitor.get("/")
    assert page.content.count(b"<article") == min(articles, 20)


@pytest.mark.parametrize("size", SIZES)
def test_a_reactions_own_address(size, client, article, django_assert_num_queries):
    fill(article, size)
    # the article, the reaction, how many stand before it, and where its page begins unless that is
    # the beginning
    with django_assert_num_queries(3 if size < 50 else 4):
        answer = client.get(f"/opinie/samen/reactie/{size}/")
    assert answer.status_code == 302


@pytest.mark.parametrize("size", SIZES)
def test_the_form_on_its_own_page(size, client, article, django_assert_num_queries):
    fill(article, size)
    parent = Comment.objects.get(number=2)
    with django_assert_num_queries(3):  # the article, its bylines, what is answered
        client.get(f"/opinie/samen/reageer/?antwoord={parent.pk}")


@pytest.mark.parametrize("missed", [1, 150])
def test_catching_up(missed, client, article, django_assert_num_queries):
    fill(article, 200)
    with django_assert_num_queries(4):  # the article twice, what changed, the count
        answer = client.get(f"/opinie/samen/veranderd/?since={200 - missed}")
    assert len(answer.json()["comments"]) == missed


@pytest.mark.parametrize("visitor", ["moderator"], indirect=True)
@pytest.mark.parametrize("size", [10, 300])
def test_the_queue(visitor, size, make_article, reader, django_assert_num_queries):
    for number in range(3):
        article = make_article(f"stuk-{number}")
        hold(article, size // 3 + 1, reader)
    # the session and the visitor, their groups, the entries with their texts, decisions, who
    # decided, their pieces and bylines, the writers' records, the measures and notes about these
    # writers, the pieces and dossiers to choose from, the counts of what waits and of objections,
    # what all forms offer (the house rules and the canned reasons), whether anything was learned,
    # and the bell
    with django_assert_num_queries(20):
        page = visitor.get("/moderatie/")
    assert page.content.count(b'class="entry"') == min(3 * (size // 3 + 1), 30)


@pytest.fixture
def at_their_desk(client, author) -> Client:
    client.force_login(author)
    return client


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("query", ["", "?volgorde=besproken", "?vragen=ja&artikel=stuk-1"])
def test_the_authors_desk(
    query, size, at_their_desk, make_article, reader, django_assert_num_queries
):
    for number in range(3):
        fill(make_article(f"stuk-{number}"), size // 3 + 1, reader)
    Comment.objects.update(asks=True)
    # the session and the author, their groups, whether they have a desk, the page and its
    # reactions, their articles, how many wait, how many were done today, and the bell
    with django_assert_num_queries(10):
        page = at_their_desk.get(f"/auteur/{query}")
    assert page.content.count(b'class="entry"') == min(
        (size // 3 + 1) * (1 if "stuk" in query else 3), 20
    )


@pytest.mark.parametrize("size", SIZES)
def test_the_other_lists_of_an_author(
    size, at_their_desk, author, article, reader, django_assert_num_queries
):
    fill(article, size, reader)
    comments = list(Comment.objects.filter(number__gt=2, parent=None))
    ReadMark.objects.bulk_create(ReadMark(user=author, comment=c, revision=1) for c in comments)
    Comment.objects.filter(parent__isnull=False).update(role="author", user=author)
    answered = size // 3
    for query, there in (("gelezen", size - 2 - answered), ("beantwoord", answered)):
        with django_assert_num_queries(10):
            page = at_their_desk.get(f"/auteur/?lijst={query}")
        assert page.content.count(b'class="entry"') == min(there, 20)


@pytest.mark.parametrize("size", SIZES)
def test_an_article_for_its_author(size, at_their_desk, article, django_assert_num_queries):
    fill(article, size)
    at_their_desk.get(article.get_absolute_url())
    # what another member costs, the bell and the folded writers among it, and how many wait, here
    # and in all
    with django_assert_num_queries(19):
        page = at_their_desk.get(article.get_absolute_url())
    assert f"{size} wachten op je" in page.content.decode()


def test_a_decision(make_article, moderator, client, write, django_assert_max_num_queries):
    """Not more at the end of a long thread than in a short one, and within what a lock may last."""
    counts = []
    for size in SIZES:
        cache.clear()  # or the second decision would leave the learning to the first
        article = make_article(f"lang-{size}", policy="hold_all")
        fill(article, size)
        parent = Comment.objects.get(article=article, number=3)
        comment = write(article, parent=parent)
        client.force_login(moderator)
        form = {"verdict": "approve", "status": "pending", "revision": 1, "held": "True"}
        with django_assert_max_num_queries(40) as queries:
            answer = client.post(f"/moderatie/{comment.pk}/", form)
        assert answer.status_code == 302
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_reaction_of_a_member(article, client, django_assert_max_num_queries):
    client.force_login(make_user("lid@example.org", "Lid"))
    fill(article, 1000)
    form = {"text": "Dat zie ik anders.", "key": "8c0ffee0-0000-4000-8000-000000000000"}
    # three for how the writer stands, asked at the form and by the rules, and for the record;
    # one to announce it
    with django_assert_max_num_queries(34):
        answer = client.post("/opinie/samen/reageer/", form)
    assert answer.status_code == 302


@pytest.mark.parametrize("answered", [1, 40])
@pytest.mark.parametrize("size", [3, 300])
@pytest.mark.parametrize(
    ("who", "queries"),
    # The session and who it is; since when things are new, twice; how many there are of each kind,
    # how many answers are new, the page with what was decided on it, how many answers each has and
    # how many new ones, and who wrote these. A member also has roles, addresses, what was written
    # with these as a guest, and the bell; a guest has the link that was opened. And what they are
    # asked to make a piece of.
    [("reader", 16), ("guest", 12)],
)
def test_my_reactions(
    who, queries, size, answered, article, reader, client, django_assert_num_queries
):
    fill(article, size)
    mine = {"user": reader} if who == "reader" else {"email": "g@example.org"}
    Comment.objects.filter(article=article).update(confirmed_at=timezone.now(), **mine)
    add_answers(article, answered)
    if who == "reader":
        client.force_login(reader)
    else:
        come_in(client, "g@example.org")
    client.get("/mijn/")
    LastLook.objects.update(at=timezone.now() - timedelta(hours=1))
    with django_assert_num_queries(queries):
        page = client.get("/mijn/")
    assert page.content.count(b'class="reaction ') + page.content.count(b'class="reaction"') == min(
        size, 20
    )


def add_answers(article: Article, size: int) -> None:
    """Let others answer the latest reaction."""
    parent = Comment.objects.filter(article=article).latest("pk")
    Comment.objects.bulk_create(
        Comment(
            **TEXT,
            article=article,
            name=f"Ander {number}",
            status="published",
            number=number,
            version=number,
            path=path_under("", number),
            parent=parent,
            published_at=timezone.now(),
            shown_revision=1,
        )
        for number in range(10_000, 10_000 + size)
    )


def test_the_page_of_a_piece_for_a_guest_by_link(article, client, django_assert_num_queries):
    confirmed(article)
    come_in(client)
    client.get(article.get_absolute_url())
    # ten as for anyone; the session, the link that was opened, the guest's own reactions and what
    # was decided on them, and what the guest follows
    with django_assert_num_queries(15):
        client.get(article.get_absolute_url())


# Of three: six pieces, three debates, three reactions. Of sixty, twenty of each.
@pytest.mark.parametrize(("size", "headings"), [(3, 12), (60, 60)])
def test_the_page_of_an_author(
    size, headings, client, author, make_article, django_assert_num_queries
):
    for number in range(size):
        article = make_article(f"stuk-{number}")
        fill(article, 3, author)
        Comment.objects.filter(article=article).update(user=author, role="author")
        extra = make_article(f"ander-{number}")
        fill(extra, 1, author)
        Comment.objects.filter(article=extra).update(user=author, name=author.name)
    author.shows_reactions = True
    author.save()
    # who it is and whether they have a page; their pieces with the bylines of these; the debates
    # and the latest answers in each; what they wrote beside that
    with django_assert_num_queries(6):
        page = client.get(f"/mensen/{author.pk}/")
    assert page.content.count(b"<h3") == headings


@pytest.mark.parametrize("size", [1, 90])
def test_an_article_for_who_folded_writers_away(
    size, article, reader, client, django_assert_num_queries
):
    fill(article, 100)
    comments = Comment.objects.filter(article=article).order_by("path")[:size]
    Fold.objects.bulk_create(Fold(by=reader, comment=comment) for comment in comments)
    client.force_login(reader)
    client.get(article.get_absolute_url())
    with django_assert_num_queries(17):  # without reactions of their own there is nothing decided
        page = client.get(article.get_absolute_url())
    assert len(find_elements(page, "li.comment.away")) == min(size, 50)


def tell(reader, article, size: int) -> None:
    """Let someone be told of this many answers to a reaction of theirs."""
    mine = Comment.objects.get(article=article, number=1)
    Comment.objects.filter(pk=mine.pk).update(user=reader)
    replies = list(Comment.objects.filter(article=article, number__gt=1)[:size])
    Comment.objects.filter(pk__in=[comment.pk for comment in replies]).update(parent=mine)
    subscriber = Subscriber.objects.of_member(reader)
    Notice.objects.bulk_create(
        Notice(subscriber=subscriber, kind=NoticeKind.REPLY, comment=comment, article=article)
        for comment in replies
    )


@pytest.mark.parametrize("visitor", ["reader"], indirect=True)
@pytest.mark.parametrize("size", [0, 1, 900])
def test_the_bell(visitor, size, article, reader, django_assert_num_queries):
    fill(article, 1000)
    tell(reader, article, size)
    # The session, the user, the kinds of what is unread, and the number of those that still apply.
    with django_assert_num_queries(4 if size else 3):
        answer = visitor.get("/mijn/meldingen/tel/")
    assert answer.json()["unread"] == min(size, 100)


@pytest.mark.parametrize("visitor", ["reader"], indirect=True)
@pytest.mark.parametrize("size", [1, 900])
def test_the_list_of_notices(visitor, size, article, reader, django_assert_num_queries):
    fill(article, 1000)
    tell(reader, article, size)
    # the session and the visitor, the notices with their reactions and pieces, the bylines of
    # these, the two of the bell, and the roles
    with django_assert_num_queries(7):
        page = visitor.get("/mijn/meldingen/")
    assert f"{min(size, 50)} antwoorden" in page.content.decode() or size == 1


@pytest.mark.parametrize("visitor", ["reader"], indirect=True)
@pytest.mark.parametrize("size", [1, 30])
def test_the_preferences(visitor, size, make_article, reader, django_assert_num_queries):
    subscriber = Subscriber.objects.of_member(reader)
    Follow.objects.bulk_create(
        Follow(subscriber=subscriber, article=make_article(f"stuk-{number}"))
        for number in range(size)
    )
    # the session and the visitor with their roles, who they are to be told, whether they write,
    # what they chose, what they follow, and the bell
    with django_assert_num_queries(8):
        page = visitor.get("/mijn/voorkeuren/")
    assert page.content.count(b'name="listed"') == size


@pytest.mark.parametrize("visitor", ["anonymous", "reader"], indirect=True)
def test_search(visitor, make_article, reader, django_assert_max_num_queries):
    """As many for a few results as for a page full, whoever was folded away."""
    counts = []
    for size in (5, 60):
        article = make_article(f"stuk-{size}")
        fill(article, size)
        folded = Comment.objects.filter(article=article)
        Fold.objects.bulk_create(Fold(by=reader, comment=comment) for comment in folded)
        search.rebuild_search_index()
        visitor.get("/zoeken/?zoek=anders")
        # The dossiers to choose from; the word, and others that will do: those that hold it, and
        # the words that these are made of; of each kind its candidates, in what stands above an
        # article and in the text, and of the other words too, which of these are public, and their
        # ranks; and what is shown. A member has a session, roles, folds and the bell.
        with django_assert_max_num_queries(30) as queries:
            page = visitor.get("/zoeken/?zoek=anders")
        assert page.content.count(b"<h3") == min(size, 20)
        counts.append(len(queries))
    assert counts[0] == counts[1]
