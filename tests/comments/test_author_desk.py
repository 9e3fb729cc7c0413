"""The open questions of an author, and what closes them."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import actions as accounts
from accounts import roles
from articles.models import Article, Byline
from comments import actions, author_desk, personal_data
from comments.author_desk import AuthorDeskFilter
from comments.models import Comment, ReadMark
from common.html.safe import SafeText
from tests.conftest import make_user
from tests.html import texts

pytestmark = pytest.mark.both


@pytest.fixture
def co_author(article):
    user = make_user("carla@example.org", "Carla Coauteur", roles.AUTHORS)
    Byline.objects.create(article=article, user=user, name=user.name, position=1)
    return user


@pytest.fixture
def desk(client, author):
    client.force_login(author)
    return client


def open_to(user) -> list[str]:
    return [c.text for c in Comment.objects.open_questions(user).order_by("pk")]


def answer(client, comment, text="Dank voor de vraag.", **headers):
    return client.post(
        f"/opinie/{comment.article.slug}/reageer/?terug=auteur",
        {"text": text, "key": str(uuid.uuid4()), "parent": comment.pk},
        headers=headers,
    )


# --- What is open ---------------------------------------------------------------------------------


def test_reactions_of_others_wait(article, author, reader, write):
    write(article, "Van een gast.")
    write(article, "Van een lid.", user=reader)
    write(article, "Van de auteur.", user=author)
    assert open_to(author) == ["Van een gast.", "Van een lid."]
    assert open_to(reader) == []


def test_only_under_ones_own_published_articles(article, make_article, author, write):
    write(article)
    other = make_article("ander")
    other.bylines.update(user=make_user("x@example.org", "Xandra"))
    write(other, "Niet aan mij.")
    assert open_to(author) == ["Dat zie ik anders."]
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    assert open_to(author) == []


def test_in_a_closed_debate_nothing_waits(article, author, write):
    write(article)
    Article.objects.filter(pk=article.pk).update(closed_at=timezone.now())
    assert open_to(author) == []


def test_an_answer_by_an_author_ends_it(article, author, co_author, reader, write):
    first, second = write(article, "Eerste."), write(article, "Tweede.", name="Toos")
    write(article, "Van een lezer.", parent=first, user=reader)
    assert open_to(author) == ["Eerste.", "Tweede.", "Van een lezer."]
    write(article, "Antwoord.", parent=first, user=author)
    assert open_to(author) == open_to(co_author) == ["Tweede.", "Van een lezer."]
    write(article, "Antwoord van haar.", parent=second, user=co_author)
    assert open_to(author) == open_to(co_author) == ["Van een lezer."]


def test_an_answer_that_was_withdrawn_was_none(article, author, write):
    question = write(article)
    actions.withdraw_comment(write(article, "Antwoord.", parent=question, user=author))
    assert open_to(author) == [question.text]


def test_an_answer_that_is_held_counts_for_its_writer_alone(article, author, co_author, write):
    question = write(article)
    held = write(article, "Antwoord.", parent=question, user=author)
    Comment.objects.filter(pk=held.pk).update(status="pending", held_at=timezone.now())
    assert open_to(author) == []
    assert open_to(co_author) == [question.text]


@pytest.mark.parametrize("state", ["unconfirmed", "pending", "rejected", "withdrawn", "removed"])
def test_what_is_not_public_is_never_in_it(state, in_state, author, desk, article):
    comment = in_state(state)
    assert open_to(author) == []
    assert author_desk.open_questions_summary(author).questions == []
    for address in ("/auteur/", "/auteur/?lijst=gelezen", "/auteur/?lijst=beantwoord"):
        page = desk.get(address).content.decode()
        assert comment.text not in page
        assert comment.name not in page
    assert desk.get(f"/auteur/{comment.pk}/").status_code == 404
    marked = desk.post(f"/auteur/{comment.pk}/gelezen/", {"revision": 1})
    assert marked.status_code == 404
    assert not ReadMark.objects.exists()
    assert desk.get("/auteur/tel/").json() == {"open": "0"}


def test_what_was_marked_and_then_removed_shows_nowhere(article, author, desk, write, judge):
    comment = write(article, "Straks weg.")
    actions.mark_comment_read(comment, by=author, revision=1)
    answered = write(article, "Beantwoord en weg.", name="Bo", email="bo@example.org")
    write(article, "Mijn antwoord.", parent=answered, user=author)
    judge(comment, "reject")
    judge(answered, "reject")
    for address in ("/auteur/", "/auteur/?lijst=gelezen", "/auteur/?lijst=beantwoord"):
        page = desk.get(address).content.decode()
        assert "Straks weg." not in page
        assert "Beantwoord en weg." not in page
        assert "Bo" not in texts(page, "main *")
        assert "Daan" not in page


def test_an_edit_that_is_held_is_not_shown(article, desk, write, watched):
    actions.revise_comment(write(article, "Openbaar."), SafeText(f"Geheim en {watched}."))
    page = desk.get("/auteur/").content.decode()
    assert "Openbaar." in page
    assert "Geheim" not in page


def test_what_is_answered_but_gone_is_not_shown(article, desk, write, judge):
    parent = write(article, "Weggehaalde woorden.", name="Weggehaald")
    write(article, "Wat een onzin.", parent=parent, name="Toos", email="toos@example.org")
    judge(parent, "reject")
    page = desk.get("/auteur/").content.decode()
    assert "Wat een onzin." in page
    assert "Weggehaald" not in page


# --- Marked as read -------------------------------------------------------------------------------


def test_marked_as_read_it_waits_no_more_for_this_author(article, author, co_author, write):
    comment = write(article)
    actions.mark_comment_read(comment, by=author, revision=1)
    assert open_to(author) == []
    assert open_to(co_author) == [comment.text]
    actions.unmark_comment_read(comment, by=author)
    assert open_to(author) == [comment.text]


def test_edited_after_it_was_marked_it_comes_back(article, author, write):
    comment = write(article)
    actions.mark_comment_read(comment, by=author, revision=1)
    actions.revise_comment(comment, SafeText("Dat zie ik toch anders."))
    assert open_to(author) == ["Dat zie ik toch anders."]
    assert AuthorDeskFilter(which="gelezen").page(author)[0] == []


def test_marked_on_a_page_with_the_former_text_it_waits_still(article, author, desk, write):
    comment = write(article)
    actions.revise_comment(comment, SafeText("Dat zie ik toch anders."))
    answer = desk.post(
        f"/auteur/{comment.pk}/gelezen/", {"revision": 1}, headers={"HX-Request": "true"}
    )
    assert "Dat zie ik toch anders." in answer.content.decode()
    assert open_to(author) == ["Dat zie ik toch anders."]


def test_a_later_text_cannot_be_marked_ahead(article, author, desk, write):
    comment = write(article)
    desk.post(f"/auteur/{comment.pk}/gelezen/", {"revision": 999})
    actions.revise_comment(comment, SafeText("Dat zie ik toch anders."))
    assert open_to(author) == ["Dat zie ik toch anders."]


def test_marking_and_bringing_back_without_a_script(article, author, desk, write):
    comment = write(article, "Een opmerking.")
    page = desk.post(f"/auteur/{comment.pk}/gelezen/", {"revision": 1}, follow=True)
    assert page.redirect_chain == [(f"/auteur/?gelezen={comment.pk}", 302)]
    assert f'action="/auteur/{comment.pk}/terug/"' in page.content.decode()
    assert f'id="entry-{comment.pk}"' in desk.get("/auteur/?lijst=gelezen").content.decode()
    desk.post(f"/auteur/{comment.pk}/terug/")
    assert open_to(author) == ["Een opmerking."]
    assert f"entry-{comment.pk}" not in desk.get("/auteur/?lijst=gelezen").content.decode()


def test_marked_twice_is_marked_once(article, author, write):
    comment = write(article)
    for _ in range(2):
        actions.mark_comment_read(comment, by=author, revision=1)
    assert ReadMark.objects.count() == 1


def test_nobody_marks_for_another(article, client, reader, moderator, write):
    comment = write(article)
    for user in (reader, moderator):
        client.force_login(user)
        for address in ("/auteur/", "/auteur/tel/", f"/auteur/{comment.pk}/"):
            assert client.get(address).status_code == 403
        marked = client.post(f"/auteur/{comment.pk}/gelezen/", {"revision": 1})
        assert marked.status_code == 403
    client.logout()
    assert client.get("/auteur/").status_code == 302
    assert client.post(f"/auteur/{comment.pk}/gelezen/", {"revision": 1}).status_code == 302
    assert not ReadMark.objects.exists()


def test_nor_under_anothers_article(article, make_article, desk, author, write):
    other = make_article("ander")
    other.bylines.update(user=make_user("x@example.org", "Xandra"))
    comment = write(other)
    assert desk.get(f"/auteur/{comment.pk}/").status_code == 404
    assert desk.post(f"/auteur/{comment.pk}/gelezen/", {"revision": 1}).status_code == 404


# --- Answering ------------------------------------------------------------------------------------


def test_answered_at_the_desk(article, author, desk, write):
    comment = write(article, "Wie betaalt dat?")
    form = desk.get(
        f"/opinie/samen/reageer/?antwoord={comment.pk}&terug=auteur", headers={"HX-Request": "true"}
    ).content.decode()
    assert 'hx-post="/opinie/samen/reageer/?terug=auteur"' in form
    given = answer(desk, comment, **{"HX-Request": "true"})
    assert given["HX-Retarget"] == f"#entry-{comment.pk}"
    assert "Beantwoord door jou" in given.content.decode()
    assert "Dank voor de vraag." not in desk.get("/auteur/").content.decode()
    [reply] = comment.replies.all()
    assert (reply.role, reply.user, reply.status) == ("author", author, "published")
    assert open_to(author) == []


def test_answered_without_a_script_one_is_back_at_the_desk(article, desk, write):
    comment = write(article)
    assert answer(desk, comment).headers["Location"] == "/auteur/"
    assert "Je antwoord staat op de site." in desk.get("/auteur/").content.decode()


def test_sent_twice_it_is_one_answer(article, desk, write):
    comment = write(article)
    form = {"text": "Dank.", "key": str(uuid.uuid4()), "parent": comment.pk}
    for _ in range(2):
        given = desk.post(
            "/opinie/samen/reageer/?terug=auteur", form, headers={"HX-Request": "true"}
        )
        assert given.status_code == 200
    assert comment.replies.count() == 1


def test_what_was_typed_is_kept_on_an_error(article, desk, write, settings):
    settings.RATE_LIMITS = True
    comment = write(article)
    refused = answer(desk, comment, "x", **{"HX-Request": "true"})
    assert refused.status_code == 422
    assert ">\nx</textarea>" in refused.content.decode()
    for _ in range(9):
        refused = answer(desk, comment, "Dank voor de vraag.", **{"HX-Request": "true"})
    assert refused.status_code == 429
    assert "Dank voor de vraag." in refused.content.decode()
    assert 'hx-post="/opinie/samen/reageer/?terug=auteur"' in refused.content.decode()


def test_a_reader_with_the_address_gets_the_common_form(article, client, reader, write):
    comment = write(article)
    client.force_login(reader)
    form = client.get(f"/opinie/samen/reageer/?antwoord={comment.pk}&terug=auteur").content.decode()
    assert 'hx-post="/opinie/samen/reageer/"' in form
    assert answer(client, comment).headers["Location"].startswith("/opinie/samen/")


def test_what_is_gone_meanwhile_is_placed_on_its_own(article, author, desk, write):
    comment = write(article)
    actions.withdraw_comment(comment)
    refused = answer(desk, comment, **{"HX-Request": "true"})
    assert refused.status_code == 422
    assert "Dank voor de vraag." in refused.content.decode()
    alone = {"text": "Dank voor de vraag.", "key": str(uuid.uuid4()), "parent": ""}
    given = desk.post("/opinie/samen/reageer/?terug=auteur", alone, headers={"HX-Request": "true"})
    assert given["HX-Redirect"] == "/auteur/"
    assert Comment.objects.get(user=author).parent is None


def test_co_authors_see_who_answered(article, author, co_author, client, write):
    comment = write(article)
    write(article, "Antwoord.", parent=comment, user=author)
    client.force_login(co_author)
    assert "Beantwoord door Adriaan Auteur" in client.get(f"/auteur/{comment.pk}/").content.decode()
    answered = client.get("/auteur/?lijst=beantwoord").content.decode()
    assert "Beantwoord door Adriaan Auteur" in answered


# --- Order and filters ----------------------------------------------------------------------------


def shown(user, **wanted) -> list[str]:
    return [entry.comment.text for entry in AuthorDeskFilter(**wanted).page(user)[0]]


def test_newest_first(article, author, write):
    for n in range(3):
        write(article, f"Nummer {n}.", name=f"Naam {n}")
    assert shown(author) == ["Nummer 2.", "Nummer 1.", "Nummer 0."]


def test_most_discussed_counts_people_and_not_answers(article, author, reader, write):
    quiet, lively = write(article, "Stil."), write(article, "Druk.", name="Druk")
    for n in range(5):
        write(article, f"Nog eens {n}.", parent=quiet, name="Steeds", email="steeds@example.org")
        # Who goes on about their own says nothing of how much others do.
        write(article, f"Zelf {n}.", parent=quiet)
    write(article, "Ik ook.", parent=lively, name="Een", email="een@example.org")
    write(article, "En ik.", parent=lively, user=reader)
    for comment in Comment.objects.exclude(parent=None):
        actions.mark_comment_read(comment, by=author, revision=1)
    assert shown(author, order="besproken") == ["Druk.", "Stil."]
    write(article, "En de auteur.", parent=lively, user=author)
    counts = Comment.objects.with_discussion().values_list("text", "discussed_by")
    assert dict(counts)["Druk."] == 2
    assert dict(counts)["Stil."] == 1


def test_what_is_not_public_is_not_counted_as_discussion(article, author, write, watched):
    comment = write(article, "Druk.")
    write(article, f"Dat is {watched}.", parent=comment, name="Een", email="een@example.org")
    [entry] = AuthorDeskFilter(order="besproken").page(author)[0]
    assert entry.comment.discussed_by == 0


def test_filters(article, make_article, author, write):
    other = make_article("ander")
    write(article, "Wie betaalt dat?")
    write(article, "Mooi.", name="Toos")
    write(other, "Waarom?", name="Kees")
    assert shown(author, article="ander") == ["Waarom?"]
    assert shown(author, only_questions=True) == ["Waarom?", "Wie betaalt dat?"]
    assert shown(author, only_questions=True, article="samen") == ["Wie betaalt dat?"]


def test_an_edit_can_make_it_a_question(article, author, write, judge, watched):
    comment = write(article, "Mooi.")
    actions.revise_comment(comment, SafeText("Mooi, maar wie betaalt dat?"))
    assert shown(author, only_questions=True) == ["Mooi, maar wie betaalt dat?"]
    actions.revise_comment(comment, SafeText(f"Gewoon {watched}."))
    assert shown(author, only_questions=True) == ["Mooi, maar wie betaalt dat?"]
    judge(comment, "approve")
    assert shown(author, only_questions=True) == []


@pytest.mark.parametrize("order", ["", "besproken"])
def test_pages_hold_all_once(order, article, author, write):
    for n in range(45):
        write(article, f"Nummer {n}.", name=f"Naam {n}", email=f"naam{n}@example.org")
    # Some at the very same moment.
    Comment.objects.filter(number__lte=30).update(published_at=timezone.now() - timedelta(hours=1))
    for n in (3, 17, 41):
        parent = Comment.objects.get(number=n)
        actions.mark_comment_read(write(article, "Ja.", parent=parent), by=author, revision=1)
    seen, end = [], ""
    for page in range(3):
        entries, end = AuthorDeskFilter(order=order).page(author, end)
        assert len(entries) == (20 if page < 2 else 5)
        assert bool(end) == (page < 2)
        seen += [entry.comment.number for entry in entries]
    assert sorted(seen) == list(range(1, 46))
    if order:
        assert seen[:3] == [41, 17, 3]


def test_a_senseless_address_is_the_first_page(article, author, write, desk):
    write(article)
    for query in (
        "na=x",
        "na=1-2-3-4",
        "na=99999999999999999999-1",
        "na=-",
        "gelezen=x",
        "lijst=x",
    ):
        page = desk.get(f"/auteur/?{query}")
        assert page.status_code == 200
        assert b'class="entry"' in page.content


# --- Marks elsewhere ------------------------------------------------------------------------------


def test_the_header_and_the_article_say_how_many_wait(article, author, desk, write):
    assert "op je" not in desk.get("/opinie/samen/").content.decode()
    for n in range(3):
        write(article, f"Nummer {n}.", name=f"Naam {n}")
    page = desk.get("/opinie/samen/").content.decode()
    assert texts(page, "a[href='/auteur/?artikel=samen']") == ["3 wachten op je"]
    assert texts(page, "[data-open-count]") == ["3"]
    assert desk.get("/auteur/tel/").json() == {"open": "3"}


def test_nobody_else_is_told_how_many_wait(article, client, reader, moderator, write):
    write(article)
    for user in (None, reader, moderator):
        if user:
            client.force_login(user)
        page = client.get("/opinie/samen/").content.decode()
        assert 'href="/auteur/' not in page
        assert "wacht op je" not in page


def test_done_today(article, author, write):
    first, second, third = (write(article, f"Nummer {n}.", name=f"Naam {n}") for n in range(3))
    actions.mark_comment_read(first, by=author, revision=1)
    write(article, "Toch een antwoord.", parent=first, user=author)
    write(article, "Antwoord.", parent=second, user=author)
    actions.mark_comment_read(third, by=author, revision=1)
    write(article, "Los.", user=author)
    assert author_desk.count_handled_today(author) == 3


def test_what_waits_in_short(article, author, write):
    write(article, "Waarom?", name="Vraag")
    for n in range(7):
        write(article, f"Nummer {n}.", name=f"Naam {n}")
    waiting = author_desk.open_questions_summary(author)
    assert waiting.count == "8"
    texts = [comment.text for comment in waiting.questions]
    assert texts == ["Waarom?", "Nummer 6.", "Nummer 5.", "Nummer 4.", "Nummer 3."]


def test_what_was_marked_is_theirs_and_goes_with_them(article, author, write):
    comment = write(article)
    actions.mark_comment_read(comment, by=author, revision=1)
    [mark] = personal_data.collect_read_marks(author)
    assert (mark["article"], mark["number"], mark["text_number"]) == ("Samen aan tafel", 1, 1)
    assert personal_data.collect_read_marks(None) == []
    accounts.delete_account(author)
    assert not ReadMark.objects.exists()
