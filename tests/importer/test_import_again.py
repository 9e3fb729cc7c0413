"""An import that is repeated adds what is new and leaves the rest alone."""

from accounts.models import User
from articles.models import Article
from comments import actions
from comments.models import Comment
from tests.importer import wxr


def grown(*more: str, **options) -> str:
    comments = wxr.comment(1, "Eerste.") + wxr.comment(2, "Tweede.", parent=1)
    return wxr.export(wxr.author(), wxr.post(comments=comments + "".join(more)), **options)


def test_the_same_file_adds_nothing(bring_in):
    bring_in(grown())
    before = rows()
    said = bring_in(grown())
    assert rows() == before
    assert "nothing" in said
    assert "2  reactions" in said


def rows() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Article, Comment, User)]


def test_a_grown_export_adds_what_is_new(bring_in):
    bring_in(grown(wxr.comment(3, "Spam.", approved="spam")))
    bring_in(
        grown(
            wxr.comment(3, "Spam.", approved="spam"),
            wxr.comment(4, "Derde.", parent=2),
            wxr.comment(5, "Vierde.", parent=3),
        ).replace("</channel>", wxr.post(101, post_name="ander") + "</channel>")
    )
    thread = Comment.objects.thread(Article.objects.get(slug="de-buurt-kookt-zelf"))
    assert [(c.text, c.number, c.depth) for c in thread] == [
        ("Eerste.", 1, 1),
        ("Tweede.", 2, 2),
        ("Derde.", 3, 3),
        ("Vierde.", 4, 1),
    ]
    assert Article.objects.count() == 2
    assert User.objects.count() == 1


def test_new_answers_join_a_debate_that_went_on_here(bring_in, write):
    bring_in(grown())
    article = Article.objects.get()
    article.policy = Article.Policy.PUBLISH
    article.save()
    write(article, "Hier geschreven.")
    bring_in(grown(wxr.comment(4, "Derde.", parent=2)))
    numbers = {c.text: c.number for c in Comment.objects.thread(article)}
    assert numbers == {"Eerste.": 1, "Tweede.": 2, "Hier geschreven.": 3, "Derde.": 4}


def test_what_was_changed_here_stays_changed(bring_in):
    bring_in(grown())
    Article.objects.update(title="Nieuwe kop", body="<p>Nieuw.</p>", slug="nieuw")
    User.objects.update(email="wim@elders.example", name="Wim")
    actions.withdraw_comment(Comment.objects.get(number=2))
    before = rows()
    bring_in(grown())
    assert rows() == before


def test_what_was_erased_here_does_not_come_back(bring_in):
    bring_in(grown())
    Comment.objects.get(number=2).delete()
    bring_in(grown())
    assert [c.text for c in Comment.objects.all()] == ["Eerste."]


def test_an_answer_to_what_was_withdrawn_here_still_finds_it(bring_in):
    bring_in(grown())
    withdrawn = actions.withdraw_comment(Comment.objects.get(number=2))
    bring_in(grown(wxr.comment(4, "Derde.", parent=2)))
    assert Comment.objects.get(text="Derde.").parent == withdrawn


def test_a_site_that_moved_to_https_is_the_same_site(bring_in):
    bring_in(grown())
    bring_in(grown(site="https://www.wijkkrant.example/"))
    assert (Article.objects.count(), Comment.objects.count()) == (1, 2)


def test_another_site_with_the_same_numbers_is_another_site(bring_in):
    bring_in(grown())
    bring_in(grown(site="https://dorpskrant.example"))
    assert (Article.objects.count(), Comment.objects.count()) == (2, 4)
    assert User.objects.count() == 1


def test_an_item_that_stands_in_the_file_twice_is_one_article(bring_in):
    bring_in(wxr.export(wxr.post(), wxr.post()))
    assert Article.objects.count() == 1


def test_a_dry_run_says_the_same_and_saves_nothing(bring_in):
    said = bring_in(grown(), dry_run=True)
    assert not any(rows())
    assert said.startswith("Would be imported:")
    in_earnest = bring_in(grown()).replace("Imported:", "Would be imported:")
    assert said == in_earnest + "This was a dry run: nothing was saved.\n"
