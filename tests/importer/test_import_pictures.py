"""Pictures of the old site: brought along from a copy of its folder, or named as missing."""

import json

import pytest
from django.core.management import CommandError

from articles.models import Article, Image
from tests.accounts import pictures as theirs
from tests.importer import wxr

UPLOADS = f"{wxr.SITE}/wp-content/uploads"


@pytest.fixture(autouse=True)
def ours(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "uploads"
    month = folder / "2015" / "03"
    month.mkdir(parents=True)
    (month / "pan.jpg").write_bytes(theirs.picture(size=(1200, 800)))
    (month / "pan-300x200.jpg").write_bytes(theirs.picture(size=(300, 200)))
    (month / "tafel-scaled.png").write_bytes(theirs.picture("PNG"))
    (month / "kwaad.jpg").write_bytes(theirs.SVG)
    (tmp_path / "geheim.jpg").write_bytes(theirs.picture())
    return folder


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def attachment(id: int, path: str, alt: str = "") -> str:
    return (
        wxr.post(id, post_type="attachment", status="inherit")
        .replace("</item>", f"<wp:attachment_url>{UPLOADS}/{path}</wp:attachment_url></item>")
        .replace("</item>", meta("_wp_attachment_image_alt", alt) + "</item>")
    )


def img(path: str, alt: str = "Een pan") -> str:
    return f'<img src="{UPLOADS}/{path}" alt="{alt}" />'


def test_a_picture_is_brought_along_as_it_was_uploaded(bring_in, folder, ours, client):
    said = bring_in(
        wxr.export(wxr.post(content=f"Zie:\n\n{img('2015/03/pan-300x200.jpg')}")),
        media=str(folder),
    )
    image = Image.objects.get()
    assert (image.width, image.height, image.alt) == (1200, 800, "Een pan")
    assert f'src="{image.picture.src}"' in Article.objects.get().body
    for width in image.picture.widths:
        assert client.get(image.picture.address(width)).status_code == 200
    assert "1  picture" in said
    assert "still at the old site" not in said


def test_the_same_picture_is_kept_once(bring_in, folder):
    posts = [wxr.post(n, content=img("2015/03/pan.jpg")) for n in (1, 2)]
    bring_in(wxr.export(*posts), media=str(folder))
    image = Image.objects.get()
    assert all(image.picture.src in body for body in Article.objects.values_list("body", flat=True))


def test_a_link_that_showed_it_larger_goes_and_another_stays(bring_in, folder):
    larger = f'<a href="{UPLOADS}/2015/03/pan.jpg">{img("2015/03/pan.jpg")}</a>'
    other = f'<a href="https://koken.example/">{img("2015/03/pan.jpg")}</a>'
    bring_in(wxr.export(wxr.post(1, content=larger), wxr.post(2, content=other)), media=str(folder))
    first, second = Article.objects.order_by("pk")
    assert "<a " not in first.body
    assert '<a href="https://koken.example/" rel="noopener"><img ' in second.body


def test_the_main_image_and_a_gallery_come_along(bring_in, folder):
    post = wxr.post(1, content='[gallery ids="8,9"]\n\nEn dat was het.').replace(
        "</item>", meta("_thumbnail_id", "9") + "</item>"
    )
    bring_in(
        wxr.export(
            post,
            attachment(8, "2015/03/pan.jpg", "Een pan"),
            attachment(9, "2015/03/tafel.png", "Een tafel"),
        ),
        media=str(folder),
    )
    article = Article.objects.get()
    assert article.image.alt == "Een tafel"
    assert article.body.count("<figure><img ") == 2
    assert Image.objects.count() == 2


def test_those_that_are_missing_are_counted_and_named(bring_in, folder):
    content = img("2015/03/weg.jpg") + img("2015/03/kwaad.jpg") + img("2015/03/pan.jpg")
    said = bring_in(wxr.export(wxr.post(content=content)), media=str(folder))
    assert "2  pictures, still at the old site" in said
    assert "“De buurt kookt zelf”: 2 pictures still at the old site: weg.jpg, kwaad.jpg" in said
    body = Article.objects.get().body
    assert body.count("<img ") == 1
    assert f'<a href="{UPLOADS}/2015/03/weg.jpg" rel="noopener">Een pan</a>' in body


@pytest.mark.parametrize(
    "path", ["../geheim.jpg", "..%2fgeheim.jpg", "2015/../../geheim.jpg", "/geheim.jpg", "2015", ""]
)
def test_nothing_outside_the_folder_comes_along(bring_in, folder, path):
    bring_in(wxr.export(wxr.post(content=img(path))), media=str(folder))
    assert not Image.objects.exists()


def test_a_dry_run_keeps_nothing(bring_in, folder, ours):
    said = bring_in(
        wxr.export(wxr.post(content=img("2015/03/pan.jpg"))), media=str(folder), dry_run=True
    )
    assert "1  picture" in said
    assert not Image.objects.exists()
    assert not ours.exists()


def test_a_folder_that_is_none_is_said(bring_in, tmp_path):
    with pytest.raises(CommandError, match="is not a folder"):
        bring_in(wxr.export(), media=str(tmp_path / "niets"))


def test_notes_of_the_block_editor_become_ours(bring_in):
    name = "0a1b2c3d-0000-4000-8000-000000000001"
    content = (
        "<!-- wp:paragraph -->\n<p>Zo is het"
        f'<sup data-fn="{name}" class="fn"><a href="#{name}" id="{name}-link">1</a></sup>.</p>\n'
        "<!-- /wp:paragraph -->\n<!-- wp:footnotes /-->"
    )
    notes = json.dumps([{"content": "Volgens <em>Wim</em>.", "id": name}])
    post = wxr.post(content=content).replace("</item>", meta("footnotes", notes) + "</item>")
    bring_in(wxr.export(post))
    body = Article.objects.get().body
    assert '<sup><a href="#noot-1" role="doc-noteref" id="ref-1"' in body
    assert '<li id="noot-1" dir="auto">Volgens <em>Wim</em>. <a href="#ref-1"' in body
