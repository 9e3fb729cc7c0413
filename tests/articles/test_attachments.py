"""Attachments: taken for what they are, and given to take along by whoever may read the piece."""

import io
import os
import time
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import actions, documents
from articles.models import Article, Attachment
from tests.articles import files


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "attachments": settings.STORAGES["attachments"] | {"OPTIONS": {"location": tmp_path}}
    }
    return tmp_path


def read(data: bytes, name: str) -> documents.Document:
    return documents.check_document(io.BytesIO(data), name)


def add(article: Article, title: str = "De opzet", data: bytes = files.PDF, name: str = "a.pdf"):
    return actions.add_attachment(article, io.BytesIO(data), title, name)


# --- What is taken


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", files.PDF),
        ("Verslag.DOCX", files.office()),
        ("a.xlsx", files.office(files.EXCEL)),
        ("a.pptx", files.office(files.POWERPOINT)),
        ("a.odt", files.open_document()),
        ("a.ods", files.open_document("spreadsheet")),
        ("a.odp", files.open_document("presentation")),
        ("a.txt", "Een regel, € 5 & meer.\n".encode()),
        ("a.csv", b"naam;aantal\r\nDaan;3\r\n"),
        ("a.txt", b"1 < 2 en 3 > 2"),
    ],
)
def test_a_document_is_taken_as_what_it_is(name, data):
    document = read(data, name)
    assert document.extension == name.rpartition(".")[2].lower()
    assert document.data == data


def test_a_sheet_in_the_old_code_of_windows_is_kept_readable():
    document = read("één;€ 5\r\n".encode("cp1252"), "a.csv")
    assert document.data.decode("utf-8-sig") == "één;€ 5\r\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plaatje.svg", files.SVG),
        ("pagina.html", files.HTML),
        ("a.exe", files.EXE),
        ("a.docm", files.office()),
        ("a.doc", files.OLD_WORD),
        ("a.zip", files.office()),
        ("zonder", files.PDF),
        ("a.pdf.exe", files.PDF),
    ],
)
def test_other_kinds_are_refused(name, data):
    with pytest.raises(ValidationError, match="niet aangenomen"):
        read(data, name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", files.EXE),
        ("a.pdf", files.SVG),
        ("a.pdf", files.HTML),
        ("a.pdf", b" " + files.PDF),
        ("a.pdf", files.PDF[:20]),
        ("a.pdf", files.office()),
        ("a.docx", files.PDF),
        ("a.docx", files.office(files.EXCEL)),
        ("a.docx", files.open_document()),
        ("a.docx", files.OLD_WORD),
        ("a.docx", files.package({"a.txt": "a"})),
        ("a.docx", files.office()[:200]),
        ("a.docx", files.office(files.WORD + files.EXCEL)),
        ("a.docx", files.office(**{"..__..__a": b"a"})),
        ("a.docx", files.locked()),
        ("a.odt", files.open_document("text-template")),
        ("a.odt", files.package({"content.xml": "", "mimetype": files.ODF + "text"})),
        ("a.txt", files.SVG),
        ("a.txt", files.HTML),
        ("a.txt", b"\xef\xbb\xbf  <svg onload=alert(1)>"),
        ("a.txt", b"Hallo <script>alert(1)</script>"),
        ("a.txt", files.EXE),
        ("a.txt", files.PDF),
        ("a.csv", "<html>".encode("utf-16")),
        ("a.csv", files.office()),
    ],
)
def test_a_false_extension_is_refused(name, data):
    with pytest.raises(ValidationError, match="niet wat erin zit"):
        read(data, name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", files.office(files.MACROS)),
        ("a.docx", files.office(**{"word__vbaProject.bin": b"x"})),
        ("a.docx", files.office(**{"word__activeX__activeX1.xml": b"x"})),
        ("a.xlsx", files.office(files.EXCEL, **{"xl__macrosheets__sheet1.xml": b"x"})),
        ("a.odt", files.open_document(**{"Basic__Standard__Module1.xml": b"x"})),
        ("a.ods", files.open_document("spreadsheet", **{"Scripts__python__a.py": b"x"})),
    ],
)
def test_macros_are_refused_whatever_it_is_called(name, data):
    with pytest.raises(ValidationError, match="macro"):
        read(data, name)


def test_what_is_too_large_or_holds_too_much_or_nothing_is_refused(settings):
    settings.ATTACHMENT_MAX_MB = 1
    with pytest.raises(ValidationError, match="groter dan 1 MB"):
        read(files.PDF + bytes(1_000_000), "a.pdf")
    with pytest.raises(ValidationError, match="leeg"):
        read(b"", "a.pdf")
    with pytest.raises(ValidationError, match="te veel"):
        read(files.bomb(), "a.docx")


# --- Keeping and giving


def test_it_is_given_to_take_along_and_never_as_a_page(client, article, kept, settings):
    attachment = add(article, 'De "opzet" van één vel')
    assert [path.parent for path in kept.iterdir()] == [kept]
    assert not str(kept).startswith(str(settings.MEDIA_ROOT))
    answer = client.get(attachment.get_absolute_url())
    assert answer.content == files.PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    said = answer.headers["Content-Disposition"]
    assert said == 'attachment; filename="de-opzet-van-een-vel.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert client.post(attachment.get_absolute_url()).status_code == 405


def test_only_at_its_own_address(client, article):
    attachment = add(article)
    for path in (
        f"/bijlage/{uuid.uuid4()}.pdf",
        f"/bijlage/{attachment.key}.txt",
        f"/bijlage/{attachment.key}.html",
        f"/media/{attachment.key.hex}.pdf",
        f"/media/attachments/{attachment.key.hex}.webp",
    ):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize(
    ("fields", "public"),
    [
        ({"status": "published"}, True),
        ({"status": "draft", "published_at": None}, False),
        ({"status": "ready", "published_at": None}, False),
        ({"status": "withdrawn"}, False),
    ],
)
def test_of_what_is_not_public_only_who_may_edit_gets_it(
    client, make_article, reader, author, editor, fields, public
):
    address = add(make_article(**fields)).get_absolute_url()
    assert client.get(address).status_code == (200 if public else 404)
    client.force_login(reader)
    assert client.get(address).status_code == (200 if public else 404)
    client.force_login(editor)
    assert client.get(address).status_code == 200
    client.force_login(author)
    at_work = fields["status"] in ("draft", "ready")
    assert client.get(address).status_code == (200 if public or at_work else 404)


def test_a_file_that_was_lost_is_not_found(client, article, kept):
    attachment = add(article)
    (kept / documents.attachment_path(attachment.key, "pdf")).unlink()
    assert client.get(attachment.get_absolute_url()).status_code == 404


# --- The page


def send(client, article, data=files.PDF, name="plan.pdf", title="Het plan"):
    return client.post(
        f"/redactie/stuk/{article.pk}/bijlage/",
        {"file": SimpleUploadedFile(name, data), "title": title},
    )


def test_an_editor_adds_orders_and_removes(
    client, article, editor, kept, django_capture_on_commit_callbacks
):
    client.force_login(editor)
    assert send(client, article).status_code == 302
    assert send(client, article, b"a;b", "cijfers.csv", "De cijfers").status_code == 302
    first, second = article.attachments.all()
    assert (first.title, second.title, second.extension, second.size) == (
        *("Het plan", "De cijfers", "csv"),
        3,
    )
    page = client.get(f"/redactie/stuk/{article.pk}/bijlage/").content.decode()
    assert "CSV, 3" in page
    client.post(f"/redactie/stuk/{article.pk}/bijlage/{second.pk}/omhoog/")
    assert list(article.attachments.all()) == [second, first]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/redactie/stuk/{article.pk}/bijlage/{second.pk}/weg/")
    assert list(article.attachments.all()) == [first]
    assert len(list(kept.iterdir())) == 1


def test_what_is_wrong_is_said_at_the_field_and_the_title_stays(client, article, editor, kept):
    client.force_login(editor)
    answer = send(client, article, files.SVG, "plan.pdf", "Mijn plan")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "niet wat erin zit" in page
    assert 'value="Mijn plan"' in page
    assert not Attachment.objects.exists()
    assert list(kept.iterdir()) == []


def test_of_another_article_nothing_is_moved_or_removed(client, make_article, editor):
    mine, other = make_article("een"), make_article("twee")
    attachment = add(other)
    client.force_login(editor)
    for verb in ("weg", "omhoog"):
        path = f"/redactie/stuk/{mine.pk}/bijlage/{attachment.pk}/{verb}/"
        assert client.post(path).status_code == 404
    assert Attachment.objects.filter(pk=attachment.pk).exists()


def test_an_author_adds_to_their_own_until_it_is_public(client, make_article, author, reader):
    draft = make_article("concept", status="draft", published_at=None)
    public = make_article("stuk")
    client.force_login(author)
    assert send(client, draft).status_code == 302
    assert send(client, public).status_code in (403, 404)
    client.force_login(reader)
    assert send(client, draft).status_code == 403
    assert Attachment.objects.count() == 1


def test_it_is_limited_how_often(client, article, editor):
    client.force_login(editor)
    statuses = [send(client, article, files.SVG).status_code for _ in range(31)]
    assert statuses == [422] * 30 + [429]


def test_files_of_no_attachment_are_swept_when_they_are_old(article, kept):
    there = add(article)
    documents.store_document(read(files.PDF, "a.pdf"))
    assert documents.sweep_attachment_files() == 0
    for path in kept.iterdir():
        os.utime(path, (time.time() - 200_000,) * 2)
    assert documents.sweep_attachment_files() == 1
    assert [path.name for path in kept.iterdir()] == [documents.attachment_path(there.key, "pdf")]
