"""Importing comments as reactions: their places, and what of their writers is kept."""

import pytest
from django.apps import apps

from articles.models import Article
from comments import actions
from comments.models import Comment, Decision
from importer.prepare import break_cycles
from tests.importer import wxr

Status = Comment.Status


@pytest.fixture
def thread(bring_in):
    """Import these comments under one article, and return the reactions by their text."""

    def thread(*comments: str, **fields) -> dict[str, Comment]:
        bring_in(wxr.export(wxr.author(), wxr.post(comments="".join(comments), **fields)))
        return {c.text: c for c in Comment.objects.select_related("parent", "article")}

    return thread


def test_unapproved_waits_for_the_moderator(thread):
    held = thread(wxr.comment(1, "Mag dit?", approved="0"))["Mag dit?"]
    assert (held.status, held.number, held.published_at) == (Status.PENDING, None, None)
    assert list(Comment.objects.queue()) == [held]
    assert held.decisions.get().verdict == Decision.Verdict.HOLD


def test_a_moderator_can_approve_what_was_imported(thread, moderator):
    found = thread(wxr.comment(1, "Eerst."), wxr.comment(2, "Mag dit?", parent=1, approved="0"))
    held = found["Mag dit?"]
    seen = actions.SeenState.of(held)
    published = actions.decide_comment(held, Decision.Verdict.APPROVE, by=moderator, seen=seen)
    assert (published.number, published.depth) == (2, 2)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"approved": "spam"}, "reaction marked as spam"),
        ({"approved": "trash"}, "reaction in the trash"),
        ({"approved": "post-trashed"}, "reaction in the trash"),
        ({"type": "pingback"}, "reaction by programs (pingback, trackback)"),
        ({"type": "trackback"}, "reaction by programs (pingback, trackback)"),
        ({"type": "note"}, "reaction of the kind “note”"),
        ({"content": "  "}, "reaction without text"),
    ],
)
def test_what_is_no_reaction_stays_behind_and_is_counted(bring_in, fields, said):
    lines = bring_in(wxr.export(wxr.post(comments=wxr.comment(1, **fields)))).splitlines()
    assert not Comment.objects.exists()
    assert f"1  {said}" in [line.strip() for line in lines]


def test_an_unknown_mark_of_a_plug_in_holds(thread):
    found = thread(wxr.comment(1, "Wie weet.", approved="misschien"))
    assert found["Wie weet."].status == Status.PENDING


def test_an_answer_may_stand_before_what_it_answers(thread):
    early = {"date_gmt": "2015-03-03 12:00:00"}
    found = thread(wxr.comment(2, "Antwoord.", parent=1), wxr.comment(1, "Vraag.", **early))
    assert found["Antwoord."].parent == found["Vraag."]
    assert [c.text for c in Comment.objects.thread(Article.objects.get())] == [
        "Vraag.",
        "Antwoord.",
    ]
    assert (found["Antwoord."].number, found["Vraag."].number) == (1, 2)


@pytest.mark.parametrize("approved", ["spam", "trash", "0"])
def test_an_answer_to_what_is_not_public_moves_up(thread, approved):
    found = thread(
        wxr.comment(1, "Bovenaan."),
        wxr.comment(2, "Weg.", parent=1, approved=approved),
        wxr.comment(3, "Ook weg.", parent=2, approved=approved),
        wxr.comment(4, "Antwoord.", parent=3),
        wxr.comment(5, "Los.", parent=999),
    )
    assert found["Antwoord."].parent == found["Bovenaan."]
    assert found["Los."].parent is None


def test_deeper_than_six_levels_stands_beside_what_it_answers(thread):
    found = thread(*(wxr.comment(n, f"Laag {n}.", parent=n - 1) for n in range(1, 10)))
    depths = [found[f"Laag {n}."].depth for n in range(1, 10)]
    assert depths == [1, 2, 3, 4, 5, 6, 6, 6, 6]
    assert all(found[f"Laag {n}."].parent == found[f"Laag {n - 1}."] for n in range(2, 10))
    order = [c.number for c in Comment.objects.thread(Article.objects.get())]
    assert order == list(range(1, 10))


def test_what_answers_itself_is_cut(thread):
    found = thread(wxr.comment(1, "Kip.", parent=2), wxr.comment(2, "Ei.", parent=1))
    assert sum(c.parent is None for c in found.values()) == 1


def test_circles_are_cut_and_nothing_else():
    parents = {1: 0, 2: 1, 3: 5, 4: 3, 5: 4, 6: 5, 7: 99, 8: 8}
    cut = break_cycles(parents)
    assert {key: cut[key] for key in (1, 2, 6, 7)} == {1: 0, 2: 1, 6: 5, 7: 99}
    assert [cut[3], cut[4], cut[5]].count(0) == 1
    assert cut[8] == 0


def test_nothing_of_a_browser_an_address_or_a_site_is_kept(thread):
    thread(wxr.comment(1), wxr.comment(2, approved="0"), wxr.comment(3, approved="spam"))
    kept = " ".join(
        str(row) for model in apps.get_models() for row in model._default_manager.values_list()
    )
    assert "daan@example.org" in kept
    for secret in ("192.0.2.77", "Netscape", "weblog-van-daan"):
        assert secret not in kept


def test_an_address_is_kept_in_lower_case_and_was_never_confirmed(thread, article):
    found = thread(wxr.comment(1, "Zo.", author_email="Daan@Example.ORG"))
    assert (found["Zo."].email, found["Zo."].confirmed_at) == ("daan@example.org", None)
    again = Comment(article=article, email="daan@example.org", name="Daan")
    assert not Comment.objects.approved_before(again)


@pytest.mark.parametrize("email", ["geen adres", "a" * 250 + "@example.org", ""])
def test_what_is_no_address_is_not_kept(thread, email):
    assert thread(wxr.comment(1, "Zo.", author_email=email))["Zo."].email == ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("", "Anoniem"),
        ("\u200b ", "Anoniem"),
        ("Jan &amp; <b>Piet</b>", "Jan & Piet"),
        ("A" * 80, "A" * 59 + "…"),
    ],
)
def test_a_name_is_one_line_of_text(thread, name, shown):
    assert thread(wxr.comment(1, "Zo.", author=name))["Zo."].name == shown


def test_the_name_and_address_of_the_author_make_no_author(thread):
    found = thread(wxr.comment(1, "Zo.", author="Wim Wijk", author_email="wim@example.org"))
    assert (found["Zo."].role, found["Zo."].user) == (Comment.Role.READER, None)


def test_the_author_of_another_article_is_a_reader_here(bring_in):
    bring_in(
        wxr.export(
            wxr.author(),
            wxr.author(8, "ans", "ans@example.org", "Ans"),
            wxr.post(1, comments=wxr.comment(1, user_id=8) + wxr.comment(2, user_id=55)),
            wxr.post(2, creator="ans"),
        )
    )
    by_ans, by_a_stranger = Comment.objects.order_by("number")
    assert (by_ans.role, by_ans.user.email, by_ans.email) == ("reader", "ans@example.org", "")
    assert (by_a_stranger.role, by_a_stranger.user) == ("reader", None)


def test_a_long_reaction_is_kept_whole(thread):
    text = "\n\n".join(f"Alinea {n}. " + "Koken is praten. " * 20 for n in range(60))
    [comment] = thread(wxr.comment(1, text)).values()
    assert len(comment.text) > 15_000
    assert comment.html.count("<p") == 60


def test_a_reaction_without_a_date_is_as_old_as_its_article(thread):
    found = thread(wxr.comment(1, "Zo.", date=wxr.ZERO, date_gmt=wxr.ZERO))
    assert found["Zo."].published_at == found["Zo."].article.published_at


def test_a_thousand_reactions_take_few_queries(bring_in, django_assert_max_num_queries):
    text = wxr.export(wxr.post(comments="".join(wxr.comment(n) for n in range(1, 1001))))
    with django_assert_max_num_queries(400):
        bring_in(text)
    assert Comment.objects.count() == 1000
