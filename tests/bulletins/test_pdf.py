"""The PDF: well made, of what is public now, and from our own files alone."""

import io
import itertools
import re
import subprocess
import sys

import pypdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult
from PIL import Image

from bulletins import actions, content, document, pdf, pdf_process, pdf_store
from bulletins.models import Printing
from bulletins.views import public
from comments import actions as comments
from comments.models import Comment
from common.html.safe import SafeHtml
from tests.tasks import work

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(monkeypatch):
    """Set in this process: quicker, and under the settings of the test."""
    monkeypatch.setattr(pdf_process, "make_pdf", pdf.render_pdf)


def opened(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def titles(outline) -> list:
    return [titles(one) if isinstance(one, list) else one.title for one in outline]


def tags(element) -> set[str]:
    """The kinds of structure below this one."""
    element = element.get_object()
    if not isinstance(element, dict):
        return set()
    found = {element["/S"]} if "/S" in element else set()
    below = element.get("/K", [])
    for kid in below if isinstance(below, list) else [below]:
        if not isinstance(kid, int):
            found |= tags(kid)
    return found


def links(reader: pypdf.PdfReader) -> tuple[set[str], int]:
    """Return the addresses of the links to elsewhere, and the number of those inside."""
    outside, inside = set(), 0
    for page in reader.pages:
        for one in page.get("/Annots", ()):
            one = one.get_object()
            if "/A" in one and "/URI" in one["/A"]:
                outside.add(one["/A"]["/URI"])
            else:
                inside += 1
    return outside, inside


def faces(reader: pypdf.PdfReader) -> set[str]:
    """Return the fonts in the file, in whatever weight."""
    names = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    return {re.match(r"Source-Serif-4(-Ext)?|.*", name)[0] for name in names}


def in_order(element, kinds: str) -> list:
    """The elements of these kinds below this one, as they are read."""
    element = element.get_object()
    if not isinstance(element, dict):
        return []
    found = [element] if re.fullmatch(kinds, element.get("/S", "")) else []
    below = element.get("/K", [])
    for kid in below if isinstance(below, list) else [below]:
        if not isinstance(kid, int):
            found += in_order(kid, kinds)
    return found


def test_a_pdf_by_a_process_of_its_own(full, client, reaction):
    """The whole way, as a reader goes it."""
    answer = client.get("/bulletin/7/pdf/")
    assert answer.status_code == 202
    assert "wordt gemaakt" in answer.content.decode()
    work()
    answer = client.get("/bulletin/7/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="bulletin-7-aan-tafel.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    reader = opened(answer.content)

    assert len(reader.pages) >= 2
    width, height = reader.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)  # A4, in points
    assert reader.metadata.title == "Bulletin 7: Aan tafel · Weerwoord"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert {"/H1", "/H2", "/H3", "/P", "/BlockQuote", "/Link"} <= tags(root["/StructTreeRoot"])
    outline = titles(reader.outline)
    assert outline[0] == "Aan tafel"
    assert "Vooraf" in str(outline)
    assert "Van het podium" in str(outline)

    text = text_of(reader)
    for words in ("Inhoud", "Lees mee.", "Een wijk zonder tafel", "nog geen gesprek", "Daan"):
        assert words in text
    for words in ("Jos van Dam, opbouwwerker", "Colofon", "Uitgegeven door: Weerwoord"):
        assert words in text
    assert "Bulletin 7 · 20 november 2026" in reader.pages[1].extract_text()
    assert reader.pages[1].extract_text().strip().endswith("2")
    outside, inside = links(reader)
    assert f"http://127.0.0.1:8000{reaction.get_absolute_url()}" in outside
    assert inside >= 3  # of the contents
    assert faces(reader) == {"Source-Serif-4"}


def test_a_main_image_with_its_credit_no_larger_than_a_printer_shows(here, full, pictured):
    reader = opened(pdf.render_pdf(document.bulletin_html(full)))
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    assert [figure["/Alt"] for figure in in_order(tree, "/Figure")] == ["Een rode tafel"]
    [image] = reader.pages[0].images  # which all pages have in common
    assert image.image.size == (1200, 600)
    assert image.indirect_reference.get_object()["/Filter"] == "/DCTDecode"
    assert "In de hal. Foto: Daan" in text_of(reader)


def test_headings_follow_each_other_and_contents_tell_the_page(here, full):
    reader = opened(pdf.render_pdf(document.bulletin_html(full)))
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    levels = [int(heading["/S"][2]) for heading in in_order(tree, "/H[1-6]")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    contents = in_order(tree, "/L")[0]
    assert len(in_order(contents, "/Link")) == 3  # one each: a heading, the piece and the talk
    first = " ".join(reader.pages[0].extract_text().split())
    for piece in filter(lambda piece: piece.in_contents, content.public_parts(full)):
        place = reader.named_destinations[piece.anchor]
        assert f"{piece.title} {reader.get_destination_page_number(place) + 1}" in first


def test_what_was_taken_away_is_in_no_newer_copy(here, full, reaction, client):
    work()
    assert "nog geen gesprek" in text_of(opened(client.get("/bulletin/7/pdf/").content))
    comments.withdraw_comment(Comment.objects.get(pk=reaction.pk))
    # At once: the former copy is not handed out while the new one is made.
    assert client.get("/bulletin/7/pdf/").status_code == 202
    work()
    text = text_of(opened(client.get("/bulletin/7/pdf/").content))
    assert "nog geen gesprek" not in text
    assert "Van het podium" in text
    assert len(list(pdf_store._pdf_dir().glob("*.pdf"))) == 1


def test_a_file_that_shows_what_is_gone_is_swept(here, full, reaction):
    work()
    assert actions.sweep_pdfs() == 0
    comments.withdraw_comment(Comment.objects.get(pk=reaction.pk))
    assert actions.sweep_pdfs() == 1


def test_asked_for_often_it_is_made_once(full, client):
    for _ in range(5):
        client.get("/bulletin/7/pdf/")
    paths = [path for path in _waiting() if path.endswith("make_bulletin_pdf")]
    assert len(paths) == 1


def _waiting() -> list[str]:
    return list(DBTaskResult.objects.ready().values_list("task_path", flat=True))


def test_the_same_bulletin_is_the_same_edition(full):
    first, second = document.bulletin_html(full), document.bulletin_html(full)
    assert document.pdf_version(first) == document.pdf_version(second)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_speaks_the_bulletins_language_whoever_asks(full, client, language):
    prefix = "" if language == "nl" else "/en"
    client.get(f"{prefix}/bulletin/7/pdf/")
    assert Printing.objects.get().edition == document.pdf_version(document.bulletin_html(full))


def test_a_visitor_asks_so_often_and_no_more(full, client, monkeypatch):
    monkeypatch.setattr(public, "MAX_PDFS_PER_HOUR", 2)
    answers = [client.get("/bulletin/7/pdf/").status_code for _ in range(3)]
    assert answers == [202, 202, 429]


def test_words_are_broken_in_dutch(here, bulletin, editor):
    long = "<p>" + "Verantwoordelijkheidsverdeling in gemeenteraadsvergaderingen. " * 12 + "</p>"
    name = "Łukasz Şahin-Horváthová"
    actions.add_bulletin_text(
        bulletin, "talk", title="T", name=name, text=SafeHtml(long), by=editor
    )
    reader = opened(pdf.render_pdf(document.bulletin_html(bulletin)))
    text = reader.pages[1].extract_text()
    assert "Verantwoor-\ndelijkheidsverdeling" in text
    assert name in text
    assert faces(reader) <= {"Source-Serif-4", "Source-Serif-4-Ext"}


# --- Nothing but our own files --------------------------------------------------------------------

FOREIGN = [
    "file:///etc/passwd",
    "http://example.org/x.webp",
    "https://127.0.0.1:8000/media/x.webp",
    "http://127.0.0.1:8000.example.org/media/x.webp",
    "http://127.0.0.1:8000/media/../secret_key",
    "http://127.0.0.1:8000/media/%2e%2e/weerwoord.sqlite3",
    "http://127.0.0.1:8000/media/x.html",
    "http://127.0.0.1:8000/static/../debate/settings/site.py",
    "http://127.0.0.1:8000/opinie/samen/",
    "http://127.0.0.1:8000/static/css/site.css?x=1",
    "data:text/css,p{}",
    "ftp://127.0.0.1/x.webp",
    "//example.org/x.webp",
    "",
]


@pytest.mark.parametrize("address", FOREIGN)
def test_nothing_else_is_fetched(address):
    with pytest.raises(pdf.NotOwnFile):
        pdf.OwnFilesFetcher().fetch(address)


def test_our_own_files_are(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    drawn = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(drawn, "webp")
    default_storage.save("articles/een-20.webp", ContentFile(drawn.getvalue()))
    site = "http://127.0.0.1:8000"
    fetch = pdf.OwnFilesFetcher().fetch
    assert fetch(f"{site}/media/articles/een-20.webp").read()[:3] == b"\xff\xd8\xff"  # as JPEG
    assert fetch(f"{site}/static/fonts/source-serif-4.woff2").read()[:4] == b"wOF2"
    page = '<html lang="nl"><title>T</title><img alt="Rood" src="/media/articles/een-20.webp">'
    reader = opened(pdf.render_pdf(page))
    assert len(reader.pages[0].images) == 1


def test_a_page_with_foreign_addresses_is_set_without_them(monkeypatch):
    """No socket is opened, whatever stands in it."""

    def refuse(*args, **kwargs):
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", refuse)
    page = (
        '<html lang="nl"><title>T</title><link rel=stylesheet href="https://example.org/x.css">'
        '<style>@import "file:///etc/passwd";p{background:url(http://example.org/b.png)}</style>'
        '<p>Dag</p><img alt="Weg" src="file:///etc/hostname"><iframe src="file:///etc/passwd">'
    )
    reader = opened(pdf.render_pdf(page))
    assert "Dag" in text_of(reader)
    assert "root:" not in text_of(reader)


# --- When it cannot be made -----------------------------------------------------------------------


def _fails(failed: pdf_process.PdfFailed):
    def pdf_of(page: str) -> bytes:
        raise failed

    return pdf_of


def test_without_pango_the_site_says_so(full, client, editor, monkeypatch):
    monkeypatch.setattr(pdf_process, "make_pdf", _fails(pdf_process.PdfLibraryMissing("no pango")))
    work()
    answer = client.get("/bulletin/7/pdf/")
    assert answer.status_code == 503
    assert "kan nu niet worden gemaakt" in answer.content.decode()
    assert "Pango" not in answer.content.decode()
    client.force_login(editor)
    desk = f"/redactie/bulletins/{full.pk}/pdf/"
    assert "libpango" in client.get(desk).content.decode()
    # Installed meanwhile: an editor lets it be tried again, and a reader does not.
    assert client.get(f"{desk}?opnieuw=1").status_code == 202


def test_the_command_says_that_a_library_is_missing():
    """As WeasyPrint does: an OSError at its import."""
    code = (
        "import sys, runpy\n"
        "class No:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'weasyprint': raise OSError('cannot load library pango')\n"
        "sys.meta_path.insert(0, No())\n"
        "sys.argv = ['manage.py', 'typeset']\n"
        "runpy.run_path('manage.py', run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True, check=False)
    assert done.returncode == pdf_process.EXIT_NO_LIBRARY, done.stderr.decode()
    assert b"pango" in done.stderr


def test_what_fails_otherwise_is_said(full, client, monkeypatch):
    monkeypatch.setattr(pdf_process, "make_pdf", _fails(pdf_process.PdfFailed("broke")))
    work()
    assert client.get("/bulletin/7/pdf/").status_code == 503
    assert Printing.objects.get().failed_at


def test_what_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(pdf_process, "TIMEOUT_SECONDS", 0.01)
    with pytest.raises(pdf_process.PdfFailed):
        pdf_process.make_pdf("<p>Dag</p>")
