"""The desk's pages about rules and lists: what they do, and who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from comments import actions
from comments.models import BlockedDomain, RuleSetting, WatchedWord
from comments.moderation_rules import MODERATION_RULES

PAGES = ["rules", "words", "domains"]


@pytest.fixture(autouse=True)
def _in_english():
    translation.activate("en")


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


def words() -> list[str]:
    return list(WatchedWord.objects.values_list("word", flat=True))


def domains() -> list[str]:
    return list(BlockedDomain.objects.values_list("domain", flat=True))


def error(answer, field: str = "entries") -> str:
    assert answer.status_code == 422
    return answer.context["form"].errors[field][0]


# --- Who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*PAGES, "words_as_text", "domains_as_text"])
@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("reader", 403), ("author", 403), ("moderator", 200), ("editor", 200)],
)
def test_who_may_look(who, status, name, client, request, db):
    if who:
        client.force_login(request.getfixturevalue(who))
    assert client.get(reverse(name)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("moderator", 403), ("editor", 302)])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("words", {"entries": "sukkel"}),
        ("words", {"remove": "trut"}),
        ("domains", {"entries": "fout.example"}),
        ("domains", {"remove": "weg.example"}),
        ("rules", {rule.name: "reject" if rule.may_reject else "off" for rule in MODERATION_RULES}),
    ],
)
def test_only_editors_change(name, data, who, status, client, request, db):
    actions.add_watched_words(["trut"])
    actions.block_domains(["weg.example"])
    client.force_login(request.getfixturevalue(who))
    assert client.post(reverse(name), data).status_code == status
    same = (words(), domains(), RuleSetting.objects.count()) == (["trut"], ["weg.example"], 0)
    assert same == (status == 403)


def test_a_moderator_sees_what_is_set_and_no_way_to_change_it(client, moderator):
    actions.set_rules({"links": "reject"})
    actions.add_watched_words(["trut"])
    client.force_login(moderator)
    shown = client.get(reverse("rules")).content.decode()
    assert '<option value="reject" selected>' in shown
    assert shown.count("disabled") == len(MODERATION_RULES) + 1  # and the switch for floods
    assert "Editors can edit these." in shown
    shown = client.get(reverse("words")).content.decode()
    assert "trut" in shown
    assert "Remove" not in shown
    assert "Editors can edit this list." in shown


def test_a_moderator_may_try_a_text(client, moderator):
    actions.add_watched_words(["trut", "sukkel*"])
    client.force_login(moderator)
    answer = client.post(reverse("words"), {"try": "1", "text": "Sükkeltje! trutten"})
    assert answer.context["found"] == ["sukkel*"]
    assert "Sükkeltje! trutten</textarea>" in answer.content.decode()
    assert client.post(reverse("words"), {"try": "1", "text": "Netjes."}).context["found"] == []


# --- The lists -----------------------------------------------------------------------------------


def test_words_are_added_once_and_small(as_editor):
    typed = "Oplicht*\r\n\r\n  twee   woorden \r\noplicht*\r\nSU\u200bKKEL\r\n"
    answer = as_editor.post(reverse("words"), {"entries": typed}, follow=True)
    assert words() == ["oplicht*", "sukkel", "twee woorden"]
    assert "3 added." in answer.content.decode()
    answer = as_editor.post(reverse("words"), {"entries": "sukkel\ntrut"}, follow=True)
    assert "1 added." in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("", "Enter at least one."),
        (" \n\n", "Enter at least one."),
        ("*", "This would match everything: *"),
        ("goed\n* *", "This would match everything: * *"),
        ("x" * 61, "Too long for a word"),
    ],
)
def test_a_word_that_cannot_be_kept_is_named_and_nothing_is_added(typed, complaint, as_editor):
    answer = as_editor.post(reverse("words"), {"entries": typed})
    assert complaint in error(answer)
    assert answer.context["form"]["entries"].value() == typed
    assert words() == []


def test_a_list_comes_back_as_it_went_out(as_editor):
    actions.add_watched_words(["oplicht*", "één", "twee woorden", "#nee"])
    answer = as_editor.get(reverse("words_as_text"))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert 'filename="words.txt"' in answer["Content-Disposition"]
    before = words()
    actions.remove_watched_words(before)
    assert words() == []
    as_editor.post(reverse("words"), {"file": SimpleUploadedFile("w.txt", answer.content)})
    assert words() == before


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("één".encode("latin-1"), "This is not a UTF-8 text file."),
        (b"x" * 400_001, "This file is too large: at most 400 kB."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(content, complaint, as_editor):
    answer = as_editor.post(reverse("words"), {"file": SimpleUploadedFile("w.txt", content)})
    assert error(answer, "file") == complaint
    assert words() == []


def test_a_word_is_removed(as_editor):
    actions.add_watched_words(["een", "twee"])
    as_editor.post(reverse("words"), {"remove": "een"})
    assert words() == ["twee"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("fout.example", "fout.example"),
        ("  FOUT.Example. ", "fout.example"),
        ("https://user@www.fout.example:8443/pad?x=1#y", "fout.example"),
        ("*.fout.example", "fout.example"),
        ("fout.example/pad", "fout.example"),
        ("heel.erg.fout.example", "heel.erg.fout.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("XN--bcher-kva.example", "xn--bcher-kva.example"),
        ("ｆｏｕｔ。example", "fout.example"),
        ("straße.example", "xn--strae-oqa.example"),
    ],
)
def test_a_domain_is_kept_in_one_form(typed, kept, as_editor):
    as_editor.post(reverse("domains"), {"entries": typed})
    assert domains() == [kept]


@pytest.mark.parametrize(
    "typed",
    [
        "example",
        "192.0.2.7",
        "niet dit",
        "een..twee",
        "-x.example",
        "https://[::1]/",
        "http://[",
        "a" * 64 + ".example",
        ".".join(["a" * 60] * 5),
        "https://",
        "xn--\u00fc.example",
    ],
)
def test_what_is_no_domain_is_refused_by_name(typed, as_editor):
    answer = as_editor.post(reverse("domains"), {"entries": f"goed.example\n{typed}"})
    assert error(answer) == f"This is not a domain: {typed[:100]}"
    assert domains() == []


# --- The rules -----------------------------------------------------------------------------------


def chosen(**modes) -> dict:
    return {rule.name: rule.mode for rule in MODERATION_RULES} | modes


def test_only_what_differs_from_the_default_is_kept(as_editor):
    as_editor.post(reverse("rules"), chosen(links="off", flood="reject"))
    rows = set(RuleSetting.objects.values_list("article", "rule", "mode"))
    assert rows == {(None, "links", "off"), (None, "flood", "reject")}
    as_editor.post(reverse("rules"), chosen())
    assert not RuleSetting.objects.exists()


def test_a_piece_has_its_own(as_editor, article, make_article):
    make_article("anders")
    url = f"{reverse('rules')}?artikel={article.slug}"
    shown = as_editor.get(url).content.decode()
    assert f'<option value="{article.slug}" selected>' in shown
    answer = as_editor.post(url, {rule.name: "" for rule in MODERATION_RULES} | {"links": "hold"})
    assert answer["Location"] == url
    [setting] = RuleSetting.objects.all()
    assert (setting.article, setting.rule, setting.mode) == (article, "links", "hold")
    assert as_editor.get(url).context["form"]["links"].initial == "hold"


def test_a_draft_can_be_chosen_by_its_address_and_nothing_else(as_editor, make_article):
    draft = make_article("later", status="draft", published_at=None)
    shown = as_editor.get(f"{reverse('rules')}?artikel={draft.slug}").content.decode()
    assert f'<option value="{draft.slug}" selected>' in shown
    assert as_editor.get(f"{reverse('rules')}?artikel=nergens").status_code == 404


def test_trying_shows_the_difference_and_saves_nothing(as_editor, article, write, watched):
    comment = write(article, f"Een {watched} woord.")
    answer = as_editor.post(reverse("rules"), chosen(watched_word="reject") | {"try": "1"})
    shown = answer.content.decode()
    assert not RuleSetting.objects.exists()
    assert answer.context["result"][:5] == (1, 1, 0, 0, 1)
    assert reverse("judge", args=[comment.pk]) in shown
    assert answer.context["form"]["watched_word"].value() == "reject"


def test_a_choice_that_does_not_exist_is_refused(as_editor):
    answer = as_editor.post(reverse("rules"), chosen(links="explode"))
    assert answer.status_code == 422
    assert not RuleSetting.objects.exists()


def test_every_rule_says_what_it_does_with_its_bounds(as_editor, settings):
    settings.COMMENTS_MOST_A_MINUTE, settings.COMMENTS_MAX_LINKS = 5, 7
    form = as_editor.get(reverse("rules")).context["form"]
    assert "%(" not in "".join(field.help_text for field in form)
    assert "More than 5 in a minute" in form["flood"].help_text
    assert "more than 10 from one network" in form["flood"].help_text
    assert form["links"].help_text == "More than 7 links in the text."
