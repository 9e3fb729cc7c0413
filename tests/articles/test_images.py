"""Images of articles: what is taken, what becomes of it, and how a page shows it."""

import io
import os
import time
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils import timezone
from PIL import Image as Drawing

from articles import actions, choosing, images
from articles.models import Article, Draft, Image, Version
from articles.models.files import UNUSED_IMAGE_LIFETIME
from bulletins.models import Bulletin, Item
from common import pictures
from common.html.sanitize import sanitize_editor_html
from tests.accounts import pictures as theirs


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def add(data: bytes = b"", **said) -> Image:
    return actions.add_image(io.BytesIO(data or theirs.picture()), **{"alt": "Een pan"} | said)


def sizes(data: bytes) -> list[tuple[int, int]]:
    made = images.render_image(io.BytesIO(data))
    return [Drawing.open(io.BytesIO(one)).size for one in made.files.values()]


# --- What it becomes


@pytest.mark.parametrize(
    ("came", "become"),
    [
        ((4000, 3000), [(480, 360), (960, 720), (1600, 1200)]),
        ((1600, 900), [(480, 270), (960, 540), (1600, 900)]),
        ((1000, 500), [(480, 240), (960, 480), (1000, 500)]),
        ((600, 400), [(480, 320), (600, 400)]),
        ((480, 480), [(480, 480)]),
        ((100, 100), [(100, 100)]),
        ((1200, 4800), [(480, 1920), (600, 2400)]),
    ],
)
def test_it_is_made_in_each_width_and_never_enlarged(came, become):
    assert sizes(theirs.picture("PNG", came)) == become


def test_a_phone_sends_a_second_picture_behind_the_first():
    sent, first = io.BytesIO(), Drawing.new("RGB", (200, 100), "red")
    behind = [Drawing.new("RGB", (200, 100), "blue")]
    first.save(sent, "MPO", save_all=True, append_images=behind)
    assert Drawing.open(io.BytesIO(sent.getvalue())).format == "MPO"
    made = images.render_image(io.BytesIO(sent.getvalue()))
    assert made[:2] == (200, 100)
    red, _green, blue = Drawing.open(io.BytesIO(made.files[200])).convert("RGB").getpixel((9, 9))
    assert red > 200 > 50 > blue


def test_it_lies_as_it_was_taken_and_says_nothing_of_where():
    made = images.render_image(io.BytesIO(theirs.taken_at_home()))
    assert (made.width, made.height) == (400, 600)
    for data in made.files.values():
        drawn = Drawing.open(io.BytesIO(data))
        assert drawn.format == "WEBP"
        assert not drawn.getexif()
        assert b"MARKERING" not in data
        red, blue = (drawn.convert("RGB").getpixel((9, y)) for y in (9, drawn.height - 9))
        assert red[0] > 150 > red[2]
        assert blue[2] > 150 > blue[0]


@pytest.mark.parametrize(
    "data",
    [
        theirs.SVG,
        theirs.HEIC,
        theirs.bomb(),
        theirs.many_scans(2000),
        theirs.picture()[:500],
        theirs.picture("BMP"),
        theirs.picture("PNG", (99, 500)),
        b"<html>",
        b"",
        bytes(8_000_001),
    ],
    ids=["svg", "heic", "bomb", "scans", "cut", "bmp", "small", "html", "empty", "large"],
)
def test_what_is_no_picture_or_would_do_harm_is_refused(data, media):
    with pytest.raises(ValidationError):
        images.render_image(io.BytesIO(data))
    assert list(media.iterdir()) == []


# --- Where it is


def test_it_is_served_at_the_addresses_that_it_gives(db, client):
    image = add(theirs.picture(size=(1200, 800)))
    picture = image.picture
    assert picture.widths == (480, 960, 1200)
    for width in picture.widths:
        answer = client.get(picture.address(width))
        assert answer.headers["Content-Type"] == "image/webp"
        assert Drawing.open(io.BytesIO(answer.content)).width == width
    assert pictures.picture_at(picture.src) == picture


def test_the_tag_keeps_room_and_says_how_wide_each_is(db):
    image = add(theirs.picture(size=(600, 400)), alt='Een "pan" <op> tafel')
    page = Template('{% load images %}{% picture image "50vw" %}').render(Context({"image": image}))
    stem = f"/media/articles/{image.key.hex}-600x400"
    assert page == (
        f'<img src="{stem}-600.webp" srcset="{stem}-480.webp 480w, {stem}-600.webp 600w"'
        ' sizes="50vw" width="600" height="400" alt="Een &quot;pan&quot; &lt;op&gt; tafel"'
        ' loading="lazy">'
    )
    main = '{% load images %}{% picture image "50vw" main=True %}'
    page = Template(main).render(Context({"image": image}))
    assert "lazy" not in page
    assert 'fetchpriority="high"' in page


# --- Sending it


def send(client, data: bytes, accept: str = "application/json", **said):
    form = {"file": SimpleUploadedFile("x.jpg", data), "alt": "Een pan"} | said
    return client.post("/redactie/beeld/", form, headers={"Accept": accept})


def test_the_editor_page_hears_how_to_show_it(client, author):
    client.force_login(author)
    answer = send(client, theirs.picture(), credit="Foto: Wim")
    assert answer.status_code == 201
    said = answer.json()
    image = Image.objects.get()
    assert (image.by, image.credit, said["alt"]) == (author, "Foto: Wim", "Een pan")
    assert (said["width"], said["height"], said["srcset"]) == (600, 400, image.picture.srcset)
    # And what stands in a text then is what the gate makes of it.
    assert f'srcset="{said["srcset"]}"' in sanitize_editor_html(
        f'<img src="{said["src"]}" alt="x">'
    )


def test_without_javascript_there_is_a_page_with_what_to_put_in_the_text(client, author):
    client.force_login(author)
    assert client.get("/redactie/beeld/").status_code == 200
    page = send(client, theirs.picture(), "text/html", caption="Soep & brood").content.decode()
    snippet = page.partition("readonly>")[2].partition("</textarea>")[0]
    # A browser shows, and copies, the text that this spells.
    assert sanitize_editor_html(unescape(snippet)).startswith("<figure><img src=")


def test_it_needs_words_for_who_cannot_see_it(client, author):
    client.force_login(author)
    answer = send(client, theirs.picture(), alt=" ")
    assert answer.status_code == 422
    assert "alt" in answer.json()["errors"]
    assert not Image.objects.exists()


@pytest.mark.parametrize("data", [theirs.SVG, theirs.bomb()])
def test_what_is_wrong_with_it_is_said(client, author, data):
    client.force_login(author)
    answer = send(client, data)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["file"])


def test_readers_send_none(client, reader):
    assert send(client, theirs.picture()).status_code == 302
    client.force_login(reader)
    assert send(client, theirs.picture()).status_code == 403
    assert not Image.objects.exists()


def test_it_is_limited_how_often(client, author):
    client.force_login(author)
    statuses = [send(client, theirs.SVG).status_code for _ in range(61)]
    assert statuses == [422] * 60 + [429]


def test_an_image_outlives_the_account_of_who_sent_it(author):
    image = add(by=author)
    author.delete()
    image.refresh_from_db()
    assert image.by is None


def test_files_of_no_image_are_swept_when_they_are_old(db, media):
    image = add()
    images.store_image_files(images.render_image(io.BytesIO(theirs.picture())))
    assert images.sweep_image_files() == 0
    for path in media.rglob("*.webp"):
        os.utime(path, (time.time() - 200_000,) * 2)
    assert images.sweep_image_files() == 2
    assert all(image.key.hex in path.name for path in media.rglob("*.webp"))


# --- Used again, or no more


def test_an_earlier_one_is_found_and_put_above_a_piece(client, editor, article):
    wanted = add(alt="Een pan soep", credit="Foto: Wim")
    for number in range(choosing.IMAGES_PER_PAGE):
        add(alt=f"Stoel {number}")
    client.force_login(editor)
    address = f"/redactie/stuk/{article.pk}/beeld/"
    assert "pan soep" not in client.get(address).content.decode()
    further = client.get(f"{address}?na={client.get(address).context['choice'].next}")
    for page in (client.get(f"{address}?zoek=wim+pan"), further):
        assert page.context["choice"].images == [wanted]
    assert client.post(address, {"image": wanted.pk}).status_code == 302
    article.refresh_from_db()
    assert article.image == wanted
    assert client.post(address, {"image": "x"}).status_code == 404
    snippet = client.post("/redactie/beeld/eerder/", {"image": wanted.pk}).content.decode()
    assert wanted.picture.src in snippet


def test_an_author_chooses_among_their_own(client, author, editor, make_article):
    theirs_, mine = add(by=editor, alt="Van de redactie"), add(by=author, alt="Van mij")
    client.force_login(author)
    page = client.get("/redactie/beeld/eerder/").content.decode()
    assert "Van mij" in page
    assert "Van de redactie" not in page
    piece = make_article(status="draft", published_at=None)
    address = f"/redactie/stuk/{piece.pk}/beeld/"
    assert client.post(address, {"image": theirs_.pk}).status_code == 404
    assert client.post(address, {"image": mine.pk}).status_code == 302


def figure(image: Image) -> str:
    return f'<figure><img src="{image.picture.src}" alt="x"></figure>'


def test_what_stands_nowhere_is_forgotten_after_a_month(author, article, media):
    main, in_version, in_draft, in_talk, again, lost = (add() for _ in range(6))
    actions.update_article_settings(article, {"image": main})
    Version.objects.create(article=article, number=1, title="x", body=figure(in_version))
    Draft.objects.create(article=article, title="x", body=figure(in_draft))
    bulletin = Bulletin.objects.create(number=1, title="Een")
    Item.objects.create(
        bulletin=bulletin, position=0, kind="talk", title="Spreker", html=figure(in_talk)
    )
    assert actions.delete_unused_images() == 0
    assert set(Image.objects.exclude(unused_since=None)) == {again, lost}
    assert set(Image.objects.selectable()) == set(Image.objects.all())
    Image.objects.exclude(unused_since=None).update(
        unused_since=timezone.now() - UNUSED_IMAGE_LIFETIME
    )
    # What is about to go cannot be chosen any more, and what is used again stays.
    assert lost not in Image.objects.selectable()
    Article.objects.filter(pk=article.pk).update(body=figure(again))
    assert actions.delete_unused_images() == 1
    assert not Image.objects.filter(pk=lost.pk).exists()
    assert Image.objects.get(pk=again.pk).unused_since is None
    assert Image.objects.count() == 5
    for path in media.rglob("*.webp"):
        os.utime(path, (time.time() - 200_000,) * 2)
    images.sweep_image_files()
    assert not [path for path in media.rglob("*.webp") if lost.key.hex in path.name]


def test_what_a_text_shows_while_all_are_searched_stays(article, monkeypatch):
    image, lost = add(), add()
    Image.objects.update(unused_since=timezone.now() - UNUSED_IMAGE_LIFETIME)
    search = images.used_image_keys

    def search_and_write(among=None):
        found = search(among)
        Article.objects.filter(pk=article.pk).update(body=figure(image))
        return found

    monkeypatch.setattr(images, "used_image_keys", search_and_write)
    assert actions.delete_unused_images() == 1
    assert list(Image.objects.all()) == [image]
    assert not Image.objects.filter(pk=lost.pk).exists()
