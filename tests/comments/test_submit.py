import uuid

from comments import actions
from comments.models import Comment


def test_an_answer_comes_right_after_what_it_answers(article, write):
    first, second = write(article), write(article, name="Fatma")
    answer = write(article, "Mee eens.", parent=first)
    numbers = [c.number for c in Comment.objects.thread(article)]
    assert numbers == [first.number, answer.number, second.number] == [1, 3, 2]


def test_the_same_form_twice_is_one_reaction(article):
    key = uuid.uuid4()
    writer = actions.Writer(name="Daan", email="daan@example.org")
    first, again = (
        actions.submit(article, writer, text="Een keer.", key=key, language="nl") for _ in range(2)
    )
    assert first == again
    assert Comment.objects.count() == 1
