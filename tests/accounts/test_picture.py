"""A member's picture: what is taken, what it becomes, and how it is served."""

import io
import os
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image, ImageFile

from accounts import actions
from accounts import pictures as ours
from common import pixels
from tests.accounts import pictures as theirs

SIZES = (48, 96, 320)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def make(data: bytes) -> dict[int, Image.Image]:
    return {
        size: Image.open(io.BytesIO(one))
        for size, one in ours.resize_profile_picture(io.BytesIO(data)).items()
    }


def files(media) -> list[str]:
    return sorted(path.name for path in media.rglob("*.*"))


def send(client, data: bytes, name: str = "ik.jpg", path: str = "/account/foto/"):
    return client.post(path, {"picture": SimpleUploadedFile(name, data)})


def is_near(colour, other) -> bool:
    return all(abs(one - two) < 30 for one, two in zip(colour, other, strict=True))


# --- What it becomes


@pytest.mark.parametrize(
    "data",
    [
        theirs.picture("JPEG"),
        theirs.picture("JPEG", mode="CMYK"),
        theirs.picture("JPEG", mode="L"),
        theirs.picture("PNG", mode="RGBA"),
        theirs.picture("PNG", mode="P"),
        theirs.picture("PNG", mode="I;16"),
        theirs.picture("WEBP"),
        theirs.picture("GIF", mode="P"),
        theirs.picture("JPEG", size=(96, 3000)),
        theirs.animation(),
        theirs.taken_at_home(),
        theirs.polyglot(),
    ],
)
def test_every_picture_becomes_three_squares_and_nothing_else(data):
    for size, image in make(data).items():
        assert (image.format, image.size, image.mode) == ("WEBP", (size, size), "RGB")
        assert not image.getexif()
        assert image.info.keys() <= {"loop", "background", "timestamp", "duration"}
        assert getattr(image, "n_frames", 1) == 1
    made = b"".join(ours.resize_profile_picture(io.BytesIO(data)).values())
    for chunk in (b"EXIF", b"Exif", b"ICCP", b"XMP ", b"ANIM", b"MARKERING", b"script"):
        assert chunk not in made


def test_it_is_turned_as_it_was_taken():
    image = make(theirs.taken_at_home())[320]
    assert is_near(image.getpixel((160, 20)), theirs.RED)
    assert is_near(image.getpixel((160, 300)), theirs.BLUE)


def test_of_an_animation_the_first_picture_is_kept():
    assert is_near(make(theirs.animation())[96].getpixel((48, 48)), theirs.RED)


def test_what_is_transparent_becomes_white():
    data = theirs.picture("PNG", mode="RGBA")  # black, and transparent all over
    assert make(data)[48].getpixel((24, 24)) == (255, 255, 255)


# --- What is refused


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xd8\xff\xe0 and so on", pixels.UNREADABLE),
        (theirs.SVG, pixels.UNREADABLE),
        (b"<!doctype html><script>alert(1)</script>", pixels.UNREADABLE),
        (theirs.picture("BMP"), pixels.UNREADABLE),
        (theirs.picture("TIFF"), pixels.UNREADABLE),
        (theirs.picture("ICO", size=(128, 128)), pixels.UNREADABLE),
        (theirs.picture("PDF"), pixels.UNREADABLE),
        (theirs.picture("JPEG")[:700], pixels.UNREADABLE),
        (theirs.picture("PNG")[:-200], pixels.UNREADABLE),
        (theirs.picture("WEBP")[:60], pixels.UNREADABLE),
        (theirs.many_scans(101), pixels.UNREADABLE),
        (theirs.HEIC, pixels.HEIC_NOT_SUPPORTED),
        (theirs.bomb(), pixels.TOO_MANY_PIXELS),
        (theirs.picture("PNG", size=(5001, 5000), mode="1"), pixels.TOO_MANY_PIXELS),
        (theirs.picture("GIF", size=(95, 400), mode="P"), ours.TOO_SMALL),
        (theirs.picture() + bytes(8_000_000), pixels.TOO_LARGE),
    ],
)
def test_what_is_no_picture_is_refused_at_once(data, message):
    began = time.process_time()
    with pytest.raises(ValidationError) as refusal:
        ours.resize_profile_picture(io.BytesIO(data))
    assert refusal.value.messages == [message]
    assert time.process_time() - began < 2


def test_half_a_picture_is_none_whatever_else_runs_in_the_process(monkeypatch):
    """WeasyPrint tells Pillow, for the whole process, to make do with what there is."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(ValidationError):
        ours.resize_profile_picture(io.BytesIO(theirs.picture("PNG")[:-200]))


def test_a_picture_with_a_hundred_passes_costs_a_moment():
    began = time.process_time()
    ours.resize_profile_picture(io.BytesIO(theirs.many_scans(60)))
    assert time.process_time() - began < 5


# --- Sending it


def test_a_member_sends_and_replaces_and_removes_a_picture(
    client, reader, media, django_capture_on_commit_callbacks
):
    client.force_login(reader)
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, theirs.picture(), name="../../kwaad.php")
    assert (answer.status_code, answer.url) == (302, "/account/#foto")
    reader.refresh_from_db()
    first = reader.picture
    assert files(media) == sorted(f"{first}-{size}.webp" for size in SIZES)
    page = client.get("/account/").content.decode()
    assert f"/media/mensen/{first}-96.webp" in page

    with django_capture_on_commit_callbacks(execute=True):
        send(client, theirs.picture("PNG"))
    reader.refresh_from_db()
    assert reader.picture != first
    assert files(media) == sorted(f"{reader.picture}-{size}.webp" for size in SIZES)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/foto/weg/")
    assert answer.status_code == 302
    reader.refresh_from_db()
    assert (reader.picture, files(media)) == ("", [])


@pytest.mark.parametrize("data", [theirs.SVG, b"", theirs.picture("JPEG")[:500]])
def test_what_is_wrong_is_said_at_the_field_and_what_was_there_stays(client, reader, media, data):
    actions.set_profile_picture(reader, ours.resize_profile_picture(io.BytesIO(theirs.picture())))
    before = files(media)
    client.force_login(reader)
    answer = send(client, data, name="mooi.png")
    assert answer.status_code == 422
    assert "geen foto die we kunnen lezen" in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    reader.refresh_from_db()
    assert files(media) == before
    assert all(reader.picture in name for name in before)


def test_no_file_and_no_member(client, reader, media):
    assert send(client, theirs.picture()).status_code == 302  # to signing in
    client.force_login(reader)
    assert client.post("/account/foto/").status_code == 422
    assert client.get("/account/foto/").status_code == 405
    assert files(media) == []


def test_it_is_limited_how_often(client, reader):
    client.force_login(reader)
    statuses = [send(client, theirs.SVG).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


# --- Serving it


@pytest.fixture
def shown(reader) -> str:
    actions.set_profile_picture(reader, ours.resize_profile_picture(io.BytesIO(theirs.picture())))
    reader.shows_picture = True
    reader.save()
    return reader.picture


def test_it_is_served_as_what_we_made_and_nothing_else(client, shown, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(f"/media/mensen/{shown}-96.webp")
    assert Image.open(io.BytesIO(answer.content)).size == (96, 96)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert client.post(f"/media/mensen/{shown}-96.webp").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "",
        "mensen/",
        "mensen",
        "mensen/0000-96.webp",
        "../secret_key",
        "mensen/../../secret_key.webp",
        "%2e%2e/geheim.webp",
        "..%2fgeheim.webp",
        "/etc/passwd.webp",
        "geheim.txt",
        "mensen/.webp",
        "map.webp",
    ],
)
def test_nothing_else_is_served(client, db, media, path):
    (media.parent / "geheim.webp").write_text("geheim")
    (media / "geheim.txt").write_text("geheim")
    (media / "map.webp").mkdir()
    assert client.get(f"/media/{path}").status_code == 404


def test_a_picture_that_is_hidden_again_is_at_no_known_address(
    client, reader, shown, django_capture_on_commit_callbacks
):
    client.force_login(reader)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/", {"name": reader.name, "language": "nl"})
    reader.refresh_from_db()
    assert not reader.shows_picture
    assert reader.picture not in ("", shown)
    assert client.get(f"/media/mensen/{shown}-96.webp").status_code == 404
    assert client.get(f"/media/mensen/{reader.picture}-96.webp").status_code == 200


def test_files_that_nobody_names_are_swept_when_they_are_old(reader, shown, media):
    lost = ours.store_profile_picture(ours.resize_profile_picture(io.BytesIO(theirs.picture())))
    assert ours.sweep_profile_pictures() == 0
    day = 60 * 60 * 24
    for path in media.rglob("*.webp"):
        os.utime(path, (time.time() - 2 * day,) * 2)
    assert ours.sweep_profile_pictures() == 3
    assert not default_storage.exists(ours.profile_picture_path(lost, 48))
    assert default_storage.exists(ours.profile_picture_path(shown, 48))


def test_sweeping_where_there_is_nothing_yet(db, tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path / "niets"):
        assert ours.sweep_profile_pictures() == 0
