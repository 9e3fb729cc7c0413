"""The pages of the writing desk."""

import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_prose_editor.config import allowlist_from_extensions

from articles import actions
from articles.actions.publishing import article_state
from articles.drafts import get_article_draft
from articles.editor import EXTENSIONS
from articles.models import Article, Draft, Invited, Peek, Topic, Version
from common.html.rules import EDITOR_RULES
from tests.articles.conftest import FIRST, base, body, now, plain
from tests.conftest import make_user


@pytest.fixture
def at_desk(client, author):
    client.force_login(author)
    return client


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


def address(piece, part: str = "") -> str:
    return f"/redactie/stuk/{piece.pk}/{part}"


def seen(piece) -> dict[str, str]:
    """Return the state that the page shows to someone who publishes."""
    return {"seen": article_state(piece, get_article_draft(piece))}


def typed(piece, words: str, **more) -> dict:
    return body(words)._asdict() | {"base": base(piece)} | more


def test_a_piece_is_begun_and_listed(at_desk):
    answer = at_desk.post("/redactie/begin/", {"title": "Van mij", "language": "nl"})
    piece = Article.objects.get()
    assert answer.url == address(piece)
    page = at_desk.get("/redactie/").content.decode()
    assert "Van mij" in page
    assert at_desk.post("/redactie/begin/", {"language": "nl"}).status_code == 422


def test_an_author_sees_own_pieces_and_editors_all(client, author, editor, piece, make_article):
    make_article("ander", title="Van een ander").bylines.all().delete()
    for user, there in ((author, False), (editor, True)):
        client.force_login(user)
        page = client.get("/redactie/", {"lijst": "gepubliceerd"}).content.decode()
        assert ("Van een ander" in page) == there


def test_the_shelves(as_editor, piece, make_article, editor, author):
    make_article("gisteren", title="Gisteren gepubliceerd")
    later = make_article("morgen", published_at=timezone.now() + timedelta(days=1))
    gone = make_article("weg", title="Weg ermee")
    actions.withdraw_article(gone, by=editor, reason="Nee", keeps_debate=True)
    changed = make_article("bijgewerkt", title="Bijgewerkt")
    actions.save_draft(changed, body("Anders."), base=base(changed), by=author)

    def on(shelf: str) -> set[str]:
        return {one.slug for one in as_editor.get(f"/redactie/?lijst={shelf}").context["pieces"]}

    assert on("bezig") == {piece.slug}
    assert on("na-te-kijken") == {"bijgewerkt"}
    assert on("gepland") == {later.slug}
    assert on("gepubliceerd") == {"gisteren", "bijgewerkt"}
    assert on("ingetrokken") == {"weg"}
    assert on("mijn") == set()
    actions.submit_article(piece, by=author)
    assert on("na-te-kijken") == {"bijgewerkt", piece.slug}


def test_the_list_has_pages(as_editor, make_article):
    for number in range(33):
        make_article(f"stuk-{number}")
    first = as_editor.get("/redactie/?lijst=gepubliceerd").context
    second = as_editor.get(f"/redactie/?lijst=gepubliceerd&na={first['next']}").context
    slugs = [piece.slug for page in (first, second) for piece in page["pieces"]]
    assert (len(slugs), len(set(slugs)), second["next"]) == (33, 33, "")


@pytest.mark.parametrize("size", [3, 30])
def test_the_lists_cost_the_same_however_long(
    size, as_editor, make_article, author, django_assert_num_queries
):
    for number in range(size):
        one = make_article(f"stuk-{number}")
        actions.save_draft(one, body("Anders."), base=base(one), by=author)
    # the session and who it is, their groups, the pieces, their bylines, the counts, the bell and
    # the number that waits for a moderator
    with django_assert_num_queries(8):
        page = as_editor.get("/redactie/?lijst=gepubliceerd")
    assert len(page.context["pieces"]) == size


class TestText:
    def test_without_javascript_it_is_a_form_with_html(self, at_desk, piece):
        page = at_desk.get(address(piece)).content.decode()
        assert re.search(r"<textarea[^>]*name=\"body\"[^>]*>\s*&lt;p", page)
        answer = at_desk.post(address(piece), typed(piece, "Beter."))
        assert answer.url == address(piece)
        assert plain(now(piece)) == "Beter."
        assert Version.objects.count() == 1

    def test_a_colleague_was_first(self, at_desk, piece, editor):
        form = typed(piece, "Van mij.")
        actions.save_draft(piece, body("Van de redactie."), base=base(piece), by=editor)
        answer = at_desk.post(address(piece), form)
        aside = Version.objects.get(kind="aside")
        assert answer.url == address(piece, f"versies/{aside.number}/")
        page = at_desk.get(answer.url).content.decode()
        assert "Eva Eindredactie" in page
        assert "<del>" in page
        at_desk.post(answer.url)
        assert plain(now(piece)) == "Van mij."

    def test_what_cannot_be_shown_is_still_in_the_field(self, at_desk, piece):
        answer = at_desk.post(address(piece), typed(piece, "<div>" * 5000))
        assert answer.status_code == 422
        assert "&lt;div&gt;" in answer.content.decode()
        assert "meer opmaak" in answer.content.decode()

    def test_styles_and_modules_are_allowed_there_alone(self, at_desk, piece):
        policy = at_desk.get(address(piece))["Content-Security-Policy"]
        assert re.search(r"style-src 'self' 'unsafe-inline'", policy)
        assert re.search(r"script-src 'self' 'nonce-", policy)
        for other in ("/", "/redactie/", address(piece, "instellingen/")):
            policy = at_desk.get(other)["Content-Security-Policy"]
            assert "unsafe-inline" not in policy
            assert "nonce" not in policy

    def test_the_editor_offers_nothing_that_the_gate_drops(self):
        offered = allowlist_from_extensions(EXTENSIONS)
        assert offered["tags"] <= EDITOR_RULES.tags
        # What it writes for itself alone.
        own = {"a": {"rel"}, "img": {"data-file"}, "figure": {"class"}, "ol": {"type", "data-type"}}
        for tag, names in offered["attributes"].items():
            assert set(names) - own.get(tag, set()) <= set(EDITOR_RULES.attributes.get(tag, ())), (
                tag
            )


class TestAutosave:
    def save(self, client, piece, **form):
        return client.post(address(piece, "bewaren/"), form)

    def test_it_saves_and_says_on_what_to_build(self, at_desk, piece):
        answer = self.save(at_desk, piece, **typed(piece, "Een."))
        assert answer.json()["base"] == base(piece)
        assert plain(now(piece)) == "Een."
        assert Version.objects.count() == 0
        self.save(at_desk, piece, **typed(piece, "Twee.", keep="1"))
        assert Version.objects.count() == 1

    def test_it_tells_of_a_colleague_and_keeps_what_was_typed(self, at_desk, piece, editor):
        form = typed(piece, "Van mij.")
        actions.save_draft(piece, body("Van de redactie."), base=base(piece), by=editor)
        answer = self.save(at_desk, piece, **form)
        assert answer.status_code == 409
        assert plain(now(piece)) == "Van de redactie."
        assert "Van mij." in at_desk.get(answer.json()["aside"]).content.decode()

    def test_it_says_what_is_wrong(self, at_desk, piece):
        answer = self.save(at_desk, piece, **typed(piece, "<div>" * 5000))
        assert answer.status_code == 422
        assert "meer opmaak" in answer.json()["errors"][0]
        long = self.save(at_desk, piece, **typed(piece, "Een.", title="x" * 300))
        assert long.status_code == 422
        assert now(piece).title == FIRST.title

    def test_colleagues_see_each_other(self, client, piece, author, editor):
        client.force_login(author)
        client.get(address(piece))
        client.force_login(editor)
        said = client.post(address(piece, "hier/")).json()
        assert said == {"base": base(piece), "by": "", "others": ["Adriaan Auteur"]}
        client.force_login(author)
        assert "Eva Eindredactie" in client.get(address(piece)).content.decode()
        client.post(address(piece, "hier/"), {"leave": "1"})
        client.force_login(editor)
        assert client.post(address(piece, "hier/")).json()["others"] == []

    def test_who_is_silent_is_forgotten(self, client, piece, author, editor):
        client.force_login(author)
        client.get(address(piece))
        cache.set(f"writing:{piece.pk}", {author.pk: ("Adriaan", 0.0)})
        client.force_login(editor)
        assert client.post(address(piece, "hier/")).json()["others"] == []


class TestPublishing:
    def test_now(self, as_editor, piece):
        assert (
            as_editor.post(address(piece, "publiceren/"), {"now": "1"} | seen(piece)).status_code
            == 302
        )
        assert Article.objects.get().is_published

    @pytest.mark.parametrize(
        ("form", "said"),
        [
            ({"at": "2027-03-28T02:30"}, "slaat de klok dit uur over"),
            ({"at": "2027-10-31T02:30"}, "twee keer"),
            ({"at": "2001-01-01T12:00"}, "voorbij"),
            ({"at": ""}, "Kies een datum"),
            ({"at": "morgen"}, "Geef een datum"),
            ({"at": "9999-12-31T23:59"}, "tot en met 2099"),
        ],
    )
    def test_a_moment_that_cannot_be(self, form, said, as_editor, piece):
        answer = as_editor.post(address(piece, "publiceren/"), {"later": "1"} | form | seen(piece))
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not Article.objects.get().published_at

    @pytest.mark.parametrize(("which", "hour"), [("1", 0), ("2", 1)])
    def test_a_moment_that_comes_twice_is_asked_about(self, which, hour, as_editor, piece):
        form = {"later": "1", "at": "2027-10-31T02:30"} | seen(piece)
        page = as_editor.post(address(piece, "publiceren/"), form).content.decode()
        assert 'name="at_which"' in page
        as_editor.post(address(piece, "publiceren/"), form | {"at_which": which})
        assert Article.objects.get().published_at.hour == hour
        shown = as_editor.get(address(piece, "publiceren/")).content.decode()
        assert 'value="2027-10-31T02:30"' in shown
        assert f'<option value="{which}" selected' in shown

    def test_withdrawing_needs_a_reason(self, as_editor, article):
        assert as_editor.post(address(article, "intrekken/"), {}).status_code == 422
        as_editor.post(
            address(article, "intrekken/"), {"reason": "Klopt niet.", "keeps_debate": "on"}
        )
        assert Article.objects.get().status == "withdrawn"
        as_editor.post(address(article, "stap/"), {"do": "bring_back"})
        assert Article.objects.get().is_published

    def test_an_author_cannot(self, at_desk, piece, article):
        assert at_desk.post(address(piece, "publiceren/"), {"now": "1"}).status_code == 403
        assert at_desk.post(address(article, "intrekken/"), {"reason": "x"}).status_code == 403
        for step in ("unschedule", "bring_back", "niets"):
            assert at_desk.post(address(article, "stap/"), {"do": step}).status_code == 403
        assert Article.objects.get(pk=article.pk).is_published


class TestSettings:
    def piece_form(self, piece, **form) -> dict:
        return {"part": "piece", "slug": piece.slug, "language": "nl"} | form

    def test_topics_and_series_are_made_when_new(self, at_desk, piece):
        Topic.objects.create(name="Zorg", slug="zorg")
        form = self.piece_form(piece, topics="zorg, Wonen ,  wonen", series="Aan tafel")
        at_desk.post(address(piece, "instellingen/"), form)
        piece = Article.objects.get()
        assert [topic.name for topic in piece.topics.all()] == ["Wonen", "Zorg"]
        assert piece.series.slug == "aan-tafel"
        at_desk.post(address(piece, "instellingen/"), self.piece_form(piece))
        piece.refresh_from_db()
        assert (piece.series, piece.topics.count()) == (None, 0)

    def test_what_it_answers_is_given_by_its_address(self, at_desk, piece, article, make_article):
        for sought in ("samen", "/opinie/samen/", "http://testserver/en/opinie/samen/?x=1"):
            Article.objects.filter(pk=piece.pk).update(answers=None)
            form = self.piece_form(piece, answers=sought)
            assert at_desk.post(address(piece, "instellingen/"), form).status_code == 302, sought
            assert Article.objects.get(pk=piece.pk).answers == article
        make_article("geheim", status="draft", published_at=None)
        for sought in ("geheim", "nergens", "http://[", piece.slug):
            form = self.piece_form(piece, answers=sought)
            assert at_desk.post(address(piece, "instellingen/"), form).status_code == 422

    def test_sources_come_back_as_they_were_typed(self, at_desk, piece):
        lines = "CBS, 2026: https://example.org/cbs\n<b>Boek</b> & meer"
        at_desk.post(address(piece, "instellingen/"), self.piece_form(piece, sources=lines))
        piece.refresh_from_db()
        assert '<a href="https://example.org/cbs" rel="noopener">' in piece.sources
        assert "<b>" not in piece.sources
        form = at_desk.get(address(piece, "instellingen/")).context["forms"]["piece"]
        assert form["sources"].value() == lines

    def test_an_address_of_another_is_refused(self, at_desk, piece, article):
        form = self.piece_form(piece, slug=article.slug)
        assert at_desk.post(address(piece, "instellingen/"), form).status_code == 422
        actions.change_article_slug(article, "anders")
        form = self.piece_form(piece, slug="samen")
        assert at_desk.post(address(piece, "instellingen/"), form).status_code == 422

    def names_form(self, *rows: dict, initial: int) -> dict:
        form = {"part": "names", "naam-TOTAL_FORMS": len(rows), "naam-INITIAL_FORMS": initial}
        for number, row in enumerate(rows):
            form |= {f"naam-{number}-{name}": value for name, value in row.items()}
        return form

    def test_names_in_their_order_with_an_account_later(self, as_editor, piece, reader):
        first = piece.bylines.get()
        guest = {"name": "Gast Schrijver", "affiliation": "elders", "ORDER": 1}
        own = {"pk": first.pk, "name": first.name, "account": first.user.email, "ORDER": 2}
        as_editor.post(address(piece, "instellingen/"), self.names_form(own, guest, initial=1))
        names = [(one.name, one.user_id) for one in piece.bylines.all()]
        assert names == [("Gast Schrijver", None), (first.name, first.user_id)]
        guest |= {"pk": piece.bylines.first().pk, "account": reader.email}
        as_editor.post(
            address(piece, "instellingen/"),
            self.names_form(guest, own | {"DELETE": "on"}, initial=2),
        )
        only = piece.bylines.get()
        assert (only.user, only.name, only.affiliation) == (reader, "Gast Schrijver", "elders")

    def test_an_account_alone_gives_name_and_affiliation(self, as_editor, piece):
        kim = make_user("kim@example.org", "Kim", affiliation="hoogleraar")
        as_editor.post(
            address(piece, "instellingen/"),
            self.names_form({"account": kim.email, "ORDER": 1}, initial=0),
        )
        only = piece.bylines.get()
        assert (only.user, only.name, only.affiliation) == (kim, "Kim", "hoogleraar")

    def test_an_author_links_no_accounts(self, at_desk, piece, reader):
        page = at_desk.get(address(piece, "instellingen/")).content.decode()
        assert "-account" not in page
        row = {"name": "Lies", "account": reader.email, "ORDER": 2}
        own = {"pk": piece.bylines.get().pk, "name": "Adriaan", "ORDER": 1}
        at_desk.post(address(piece, "instellingen/"), self.names_form(own, row, initial=1))
        assert [one.user for one in piece.bylines.all()] == [piece.bylines.first().user, None]
        form = {"part": "debate", "debat-policy": "publish", "debat-reacting": "all"}
        assert at_desk.post(address(piece, "instellingen/"), form).status_code == 422

    def test_the_debate(self, as_editor, piece, reader):
        form = {
            "part": "debate",
            "debat-policy": "hold_all",
            "debat-reacting": "invited",
            "debat-opens_at": "2027-03-01T09:00",
            "debat-closes_after_days": "14",
            "debat-proposition": "Elke wijk verdient een tafel.",
            "debat-pinned": "Houd het *kort*. <script>",
            "debat-invited": f"{reader.email}\n",
        }
        answer = as_editor.post(address(piece, "instellingen/"), form)
        assert answer.status_code == 302
        piece.refresh_from_db()
        assert (piece.policy, piece.reacting, piece.closes_after_days) == (
            "hold_all",
            "invited",
            14,
        )
        assert (piece.opens_at.hour, piece.proposition) == (8, form["debat-proposition"])
        assert "<em>kort</em>" in piece.pinned_html
        assert "<script" not in piece.pinned_html
        assert Invited.objects.get().user == reader
        as_editor.post(
            address(piece, "instellingen/"), form | {"uninvite": reader.pk, "debat-invited": ""}
        )
        assert not Invited.objects.exists()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"debat-closed_at": "2027-03-28T02:30"},
            {"debat-closed_at": "2027-03-01T09:00", "debat-closes_after_days": "3"},
            {"debat-opens_at": "2027-03-02T09:00", "debat-closed_at": "2027-03-01T09:00"},
            {"debat-invited": "niemand@example.org"},
            {"debat-closes_after_days": "-1"},
        ],
    )
    def test_what_cannot_be_is_refused(self, wrong, as_editor, piece):
        form = {"part": "debate", "debat-policy": "site", "debat-reacting": "all"} | wrong
        assert as_editor.post(address(piece, "instellingen/"), form).status_code == 422


class TestLooking:
    def test_the_preview_shows_what_is_being_written_and_saves_nothing(
        self, at_desk, piece, author
    ):
        actions.save_draft(piece, body("Zo wordt het."), base=base(piece), by=author)
        answer = at_desk.get(address(piece, "voorbeeld/"))
        assert "Zo wordt het." in answer.content.decode()
        assert "noindex" in answer.content.decode()
        assert Article.objects.get().published_at is None
        assert Draft.objects.count() == 1

    def test_a_peek_works_for_a_stranger_until_it_ends(self, at_desk, client, piece):
        at_desk.post(address(piece, "inzage/"), {"days": "3", "note": "Voor Bo"})
        found = Peek.objects.get()
        client.logout()
        answer = client.get(found.get_absolute_url())
        page = answer.content.decode()
        assert "gang" in page
        assert "Voor Bo" not in page
        # Nothing on it says where else the piece is, or gives the key to another address.
        assert f"/redactie/stuk/{piece.pk}" not in page
        assert "next=" not in page
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert not answer.cookies
        actions.revoke_preview_link(found)
        assert client.get(found.get_absolute_url()).status_code == 404

    def test_it_is_ended_at_the_desk(self, at_desk, piece, author):
        until = timezone.now() + timedelta(days=3)
        mine = actions.create_preview_link(piece, by=author, until=until)
        other = actions.create_preview_link(
            actions.start_article(author, "Ander"), by=author, until=until
        )
        assert at_desk.post(address(piece, "inzage/"), {"end": other.pk}).status_code == 404
        at_desk.post(address(piece, "inzage/"), {"end": mine.pk})
        assert list(Peek.objects.open()) == [other]

    def test_no_peek_at_what_was_withdrawn(self, client, article, editor):
        found = actions.create_preview_link(
            article, by=editor, until=timezone.now() + timedelta(days=3)
        )
        actions.withdraw_article(article, by=editor, reason="Nee", keeps_debate=True)
        assert client.get(found.get_absolute_url()).status_code == 404

    def test_keys_cannot_be_tried_without_end(self, client, piece, author):
        found = actions.create_preview_link(
            piece, by=author, until=timezone.now() + timedelta(days=3)
        )
        for _ in range(60):
            client.get("/inzage/00000000-0000-4000-8000-000000000000/")
        assert client.get(found.get_absolute_url()).status_code == 429


def test_the_words_of_the_editor_are_in_the_page(at_desk, piece):
    page = at_desk.get(address(piece)).content.decode()
    words = json.loads(re.search(r'id="editor-words"[^>]*>(.*?)</script>', page)[1])
    assert words["buttons"]["bold"] == "Vet"
