"""A debate with its author in it comes out as it was, numbered, badged and linked."""

import pytest

from accounts import roles
from accounts.models import User
from articles.models import Article
from comments.models import Comment
from tests.importer import wxr

Role = Comment.Role


@pytest.fixture
def debate(bring_in) -> list[Comment]:
    """Six reactions; the author answers the second, is answered, and answers again."""
    wim = {"author": "Wim Wijk", "author_email": "wim@example.org", "user_id": 7}
    bring_in(
        wxr.export(
            wxr.author(),
            wxr.post(
                comments=wxr.comment(1, "Koken kan iedereen.", author="Anja")
                + wxr.comment(2, "Zonder kok geen keuken.")
                + wxr.comment(3, "Beste Daan,\nde buurt is de kok.", parent=2, **wim)
                + wxr.comment(4, "Lees ook het kookboek.", author="Bram")
                + wxr.comment(5, "Beste Wim,\ndank je.\n\nMaar wie wast af?", parent=3)
                + wxr.comment(6, "Dat doen we samen.", parent=5, **wim)
            ),
        )
    )
    return list(Comment.objects.thread(Article.objects.get()).select_related("parent", "user"))


def test_numbers_follow_publication_and_the_thread_follows_the_answers(debate):
    assert [(c.number, c.depth) for c in debate] == [(1, 1), (2, 1), (3, 2), (5, 3), (6, 4), (4, 1)]
    answers = {c.number: c.parent.number for c in debate if c.parent}
    assert answers == {3: 2, 5: 3, 6: 5}


def test_the_author_speaks_as_the_author_and_nobody_else_does(debate):
    wim = User.objects.get()
    assert {c.number: (c.role, c.user) for c in debate} == {
        **dict.fromkeys([1, 2, 4, 5], (Role.READER, None)),
        **dict.fromkeys([3, 6], (Role.AUTHOR, wim)),
    }
    assert (wim.email, wim.name, wim.has_usable_password()) == (
        "wim@example.org",
        "Wim Wijk",
        False,
    )
    assert wim.roles == {roles.AUTHORS}


def test_dates_are_those_of_then(debate):
    assert [f"{c.published_at:%Y-%m-%d %H:%M} {c.published_at.tzname()}" for c in debate][:2] == [
        "2015-03-03 00:01 UTC",
        "2015-03-03 00:02 UTC",
    ]
    assert all(c.created_at == c.published_at for c in debate)


def test_the_page_shows_badges_and_what_each_answers(debate, client):
    page = client.get(Article.objects.get().get_absolute_url()).content.decode()
    assert page.count('class="badge"') == 2
    for number, answered in ((3, 2), (5, 3), (6, 5)):
        place = page[page.index(f'id="reactie-{number}"') :]
        assert f'data-to="{answered}"' in place[: place.index("</li>")]


def test_the_article_stands_where_the_live_thread_expects_it(debate):
    article = Article.objects.get()
    assert (article.version, article.last_number) == (6, 6)
    assert sorted(c.version for c in debate) == [1, 2, 3, 4, 5, 6]


def test_the_debate_goes_on(debate, write, author):
    article = Article.objects.get()
    article.policy = Article.Policy.PUBLISH
    article.save()
    answer = write(article, "Nog altijd actueel.", parent=debate[1])
    assert (answer.number, answer.version) == (7, 7)
    numbers = [c.number for c in Comment.objects.thread(article)]
    assert numbers == [1, 2, 3, 5, 6, 7, 4]


def test_every_reaction_has_its_text_and_its_decision_on_record(debate):
    for comment in debate:
        assert comment.revisions.get().text == comment.text
        decision = comment.decisions.get()
        assert (decision.verdict, decision.rule, decision.to_status) == (
            "approve",
            "import",
            "published",
        )
