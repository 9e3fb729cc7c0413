"""The words that held a reaction are marked in it, found as the rule found them."""

import re

import pytest

from comments import actions
from comments.models import BlockedDomain, WatchedWord
from common.html.safe import SafeText
from desk.queue import queue_entry

LONG = "Wie de wijk wil redden moet beginnen met een tafel, een pan soep en buren die blijven eten."


def marked(comment) -> list[str]:
    found = re.findall("<mark>(.*?)</mark>", queue_entry(comment).marked_html, re.DOTALL)
    return [words.strip() for words in found]


@pytest.mark.parametrize(
    ("word", "text", "words"),
    [
        ("idioot", "Wat een idioot, die Idioot.", ["idioot", "Idioot"]),
        ("idioot", "Wat een 1d1oot!", ["1d1oot"]),
        ("idioot", "Wat een іdіооt.", ["іdіооt"]),  # Cyrillic
        ("idioot", "Wat een i\u200bd\u00adio\u200dot.", ["idioot"]),  # what nobody sees is gone
        ("idioot", "Wat een ídïòöt.", ["ídïòöt"]),
        ("idioot", "Wat een *idioot*.", ["idioot"]),
        ("oplicht*", "Oplichters en opgelicht.", ["Oplichters"]),
        ("vuile was", "De vuile\nwas.", ["vuile", "was"]),
        ("straße", "In de STRASSE.", ["STRASSE"]),
    ],
)
def test_watched_words(word, text, words, write, article):
    WatchedWord.objects.create(word=word)
    assert marked(write(article, text)) == words


def test_a_word_in_the_name(write, article):
    WatchedWord.objects.create(word="idioot")
    found = queue_entry(write(article, "Gewoon.", name="Een <Idioot>"))
    assert found.marked_name == "Een &lt;<mark>Idioot</mark>&gt;"
    assert "<mark>" not in found.marked_html


def test_domains(write, article):
    BlockedDomain.objects.create(domain="slecht.example")
    comment = write(
        article, "Zie https://www.slecht.example/pad (of slecht.example). Niet goed.example"
    )
    assert marked(comment) == ["https://www.slecht.example/pad", "slecht.example"]


def test_links(write, article, settings):
    settings.COMMENTS_MAX_LINKS = 1
    comment = write(article, "Zie https://een.example en www.twee.example/x.")
    assert marked(comment) == ["https://een.example", "www.twee.example/x"]


def test_shouting(write, article):
    comment = write(article, "DIT IS GEROEP EN GESCHREEUW, zeg ik u.")
    assert marked(comment) == ["DIT", "IS", "GEROEP", "EN", "GESCHREEUW"]
    assert marked(write(article, "Wat nu!!!!!!!!!!!!")) == ["!!!!!!!!!!!!"]


def test_repetition(write, article):
    write(article, LONG)
    comment = write(article, f"{LONG} Dat vind ik er zelf nog bij.", email="toos@example.org")
    assert " ".join(marked(comment)).startswith("Wie de wijk wil redden")
    assert "zelf" not in "".join(marked(comment))


def test_nothing_is_marked_where_no_words_held_it(write, make_article):
    comment = write(make_article(policy="hold_all"), "Een gewone reactie.")
    assert marked(comment) == []


def test_a_held_edit_shows_what_it_changes(write, article, watched, client, moderator):
    comment = write(article, "Een wijk die samen eet.")
    actions.revise_comment(comment, SafeText(f"Een wijk die {watched} eet."))
    found = queue_entry(comment)
    assert "<del>" in found.difference
    assert marked(comment) == [watched]
    client.force_login(moderator)
    for address in ("/moderatie/", f"/moderatie/{comment.pk}/"):
        page = client.get(address).content.decode()
        assert "<del><span" in page
        assert f"<mark>{watched}</mark>" in page
    # What is public is not what is marked.
    assert f"<mark>{watched}</mark>" not in client.get(article.get_absolute_url()).content.decode()


def test_all_versions_on_the_page_of_one(write, article, client, moderator):
    comment = write(article, "Eerst dit.")
    for text in ("Eerst dat.", "Eerst dat <b>en</b> dit."):
        actions.revise_comment(comment, SafeText(text))
    versions = queue_entry(comment).versions
    assert [version.is_public for version in versions] == [False, False, True]
    assert versions[0].difference == ""
    client.force_login(moderator)
    page = client.get(f"/moderatie/{comment.pk}/").content.decode()
    assert page.count("</ins>") == 2
    assert "&lt;b&gt;en&lt;/b&gt;" in page
    assert "<b>en</b>" not in page
