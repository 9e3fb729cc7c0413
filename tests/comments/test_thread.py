"""Places in the thread: paths, levels, tombstones and what a reaction says of another."""

import pytest

from comments import actions, paths
from comments.actions import Verdict
from comments.models import Comment
from comments.pages import load_thread_page
from comments.render import render_fragment

pytestmark = pytest.mark.both


def shown(article) -> list[int]:
    return [comment.number for comment in Comment.objects.thread(article)]


@pytest.fixture
def chain(article, write):
    """Write reactions that each answer the one before."""

    def chain(length: int) -> list[Comment]:
        comments = [write(article)]
        while len(comments) < length:
            comments.append(write(article, parent=comments[-1]))
        return comments

    return chain


def test_six_levels_and_the_seventh_stands_beside_the_sixth(chain):
    comments = chain(9)
    assert [c.depth for c in comments] == [1, 2, 3, 4, 5, 6, 6, 6, 6]
    sixth, *deeper = comments[5:]
    for comment in deeper:
        assert comment.path[: -paths.SEGMENT_WIDTH] == sixth.path[: -paths.SEGMENT_WIDTH]
    # They still answer what they answered, and follow it.
    assert [c.parent_id for c in deeper] == [c.pk for c in comments[5:-1]]
    assert sorted(c.path for c in comments) == [c.path for c in comments]


def test_a_path_fits_its_column(chain):
    longest = max(len(comment.path) for comment in chain(8))
    assert longest == Comment._meta.get_field("path").max_length


def test_a_branch_is_everything_between_its_path_and_its_end(article, write):
    first = write(article)
    inside = [write(article, parent=first) for _ in range(2)]
    inside.append(write(article, parent=inside[0]))
    write(article)
    end = first.path + paths.BRANCH_END
    branch = Comment.objects.filter(path__gt=first.path, path__lt=end)
    assert set(branch) == set(inside)


def test_a_tombstone_stands_as_long_as_something_under_it_is_public(chain, article, judge):
    first, second, third, fourth = chain(4)
    judge(first, Verdict.REJECT)
    actions.withdraw_comment(second)
    judge(third, Verdict.REJECT)
    assert shown(article) == [1, 2, 3, 4]
    actions.withdraw_comment(fourth)
    assert shown(article) == []


def test_a_restored_answer_brings_the_tombstones_above_it_back(chain, article, judge):
    first, second, third = chain(3)
    for comment in (third, second, first):
        judge(comment, Verdict.REJECT)
    assert shown(article) == []
    judge(third, Verdict.APPROVE)
    assert shown(article) == [1, 2, 3]


def test_without_public_answers_nothing_is_left(chain, article, write, watched, judge):
    first, second = chain(2)
    write(article, f"Een {watched} antwoord.", parent=first)
    judge(second, Verdict.REJECT)
    judge(first, Verdict.REJECT)
    assert shown(article) == []


def test_a_branch_ends_where_the_next_begins(article, write, judge):
    """A tombstone does not stand because of what comes after its branch."""
    first, second = write(article), write(article)
    write(article, parent=second)
    judge(first, Verdict.REJECT)
    assert shown(article) == [2, 3]


def test_a_seventh_level_answer_does_not_hold_a_tombstone_of_its_own(chain, article, judge):
    comments = chain(7)
    judge(comments[5], Verdict.REJECT)
    assert shown(article) == [1, 2, 3, 4, 5, 7]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("how", ["removed", "withdrawn"])
def test_an_answer_no_longer_names_who_is_gone(how, language, article, write, judge):
    first = write(article, "Woorden die verdwijnen.", name="Verdwenen Vera")
    answer = write(article, parent=first)
    assert "Verdwenen Vera" in load_thread_page(article, language).places[1].html
    actions.withdraw_comment(first) if how == "withdrawn" else judge(first, Verdict.REJECT)
    places = load_thread_page(article, language).places
    assert [place.pk for place in places] == [first.pk, answer.pk]
    for place in places:
        assert "Verdwenen Vera" not in place.html
        assert first.html not in place.html
    if how == "removed":
        judge(first, Verdict.APPROVE)
        assert "Verdwenen Vera" in load_thread_page(article, language).places[1].html


def test_a_tombstone_says_nothing_of_what_stood_there(article, write, judge):
    first = write(article, "Geheime woorden.", name="Vera", email="vera@example.org")
    write(article, parent=first)
    first = judge(first, Verdict.REJECT, note="Geheime uitleg.")
    html = render_fragment(first, "nl")
    for secret in ("Geheime", "Vera", "vera@"):
        assert secret not in html
    assert "reactie-1" in html


def test_pages_hold_every_place_once(settings, article, write):
    settings.COMMENTS_PAGE_SIZE = 4
    for _ in range(3):
        first = write(article)
        for _ in range(3):
            first = write(article, parent=first)
    write(article)
    everything = [c.pk for c in Comment.objects.thread(article)]
    forward, shown_page = [], load_thread_page(article, "nl")
    starts = []
    while True:
        forward += [place.pk for place in shown_page.places]
        starts.append(shown_page.start)
        if not shown_page.end:
            break
        shown_page = load_thread_page(article, "nl", after=shown_page.end)
    assert forward == everything
    backward = []
    while True:
        backward = [place.pk for place in shown_page.places] + backward
        if not shown_page.start:
            break
        shown_page = load_thread_page(article, "nl", before=shown_page.start)
    assert backward == everything


@pytest.mark.parametrize("after", ["x", "1", "٠٠٠٠٠٠٠١", "0" * 56, "00000001'", "\x00"])
def test_what_is_no_path_opens_the_first_page(after, article, write):
    first = write(article)
    assert [place.pk for place in load_thread_page(article, "nl", after=after).places] == [first.pk]
