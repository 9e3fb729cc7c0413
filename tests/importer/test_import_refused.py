"""A file that is no whole export is refused with the place, and leaves nothing behind."""

import pytest
from django.core.management import CommandError

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from importer.models import Imported
from tests.importer import wxr
from tests.importer.conftest import run

WHOLE = wxr.export(wxr.author(), wxr.post(1, comments=wxr.comment(1)), wxr.post(2))


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def refused(bring_in, text: str) -> str:
    with pytest.raises(CommandError) as caught:
        bring_in(text)
    for model in (Article, Comment, User, Imported):
        assert not model.objects.exists()
    assert str(caught.value).endswith("Nothing was imported.")
    return str(caught.value)


def test_broken_xml_is_refused_with_line_and_column(bring_in):
    broken = WHOLE.replace("<wp:post_id>2<", "<wp:post_id>2&<")
    line = line_of(broken, "2&<")
    said = refused(bring_in, broken)
    assert f"line {line}, column 15: this is not well-formed XML (not well-formed" in said


def test_a_file_that_was_cut_off_is_refused(bring_in):
    cut = WHOLE[: WHOLE.rindex("</item>")]
    assert f"line {cut.count(chr(10)) + 1}, column 1: " in refused(bring_in, cut)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no element found"),
        ("gewone tekst", "not well-formed XML"),
        ("<html><body/></html>", "line 1: this is no WordPress export, it begins with <html>"),
        ("<rss><title/></rss>", "this is no WordPress export, it has no channel"),
        (
            "<rss>\n<channel><title>Nieuws</title>\n<item><title>Regen</title></item></channel></rss>",
            "line 2: this is a feed but no WordPress export, it has no <wp:wxr_version>",
        ),
        (
            wxr.export(wxr.post(), version="3.0"),
            "line 8: this is a WordPress export of version 3.0, which we do not know",
        ),
        (wxr.export(wxr.post(), site=""), "line 8: the export does not say of which site it is"),
    ],
)
def test_what_is_no_export_is_refused(bring_in, text, said):
    assert said in refused(bring_in, text)


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://wijkkrant.example/rss.dtd">',
    ],
)
def test_entities_are_refused_before_they_grow_or_fetch(bring_in, prologue):
    text = WHOLE.replace("?>\n", f"?>\n{prologue}\n", 1)
    assert "line 2: this file declares a document type or entities" in refused(bring_in, text)


@pytest.mark.parametrize(
    ("whole", "broken", "said"),
    [
        ("<wp:post_id>2<", "<wp:post_id><", "no proper <wp:post_id> but “”"),
        ("<wp:comment_id>1<", "<wp:comment_id>één<", "no proper <wp:comment_id> but “één”"),
        ("2015-03-03 00:01:00", "3 maart 2015", "a <wp:comment_date_gmt> that is no date"),
        ("2015-03-02 08:00:00", "2015-13-02 08:00:00", "a <wp:post_date_gmt> that is no date"),
    ],
)
def test_a_field_that_makes_no_sense_is_refused_where_its_record_begins(
    bring_in, whole, broken, said
):
    text = WHOLE.replace(whole, broken)
    at = text.index(broken)
    record = "<wp:comment>" if "comment" in said else "<item>"
    begins = text.rindex(record, 0, at)
    assert f"line {text[:begins].count(chr(10)) + 1}: " in (told := refused(bring_in, text))
    assert said in told


def test_a_failure_half_way_leaves_nothing(bring_in, monkeypatch):
    saved = Imported.objects.create

    def fail_at_the_second_article(**fields):
        if fields["their_id"] == 2:
            raise RuntimeError
        return saved(**fields)

    monkeypatch.setattr(Imported.objects, "create", fail_at_the_second_article)
    with pytest.raises(RuntimeError):
        bring_in(WHOLE)
    assert not Article.objects.exists()
    assert not Comment.objects.exists()


def test_a_missing_file_and_a_directory_get_a_clear_sentence(db, tmp_path):
    with pytest.raises(CommandError, match=r"weg\.xml cannot be read: No such file or directory"):
        run(tmp_path / "weg.xml")
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        run(tmp_path)


def test_older_exports_are_read_too(bring_in):
    bring_in(wxr.export(wxr.post(), version="1.1").replace("export/1.2/", "export/1.1/"))
    assert Article.objects.count() == 1
