"""Rules for answers to browsers, whichever page they ask for."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from debate.middleware import GZipMiddleware
from tests.html import find_elements

pytestmark = pytest.mark.django_db


def test_a_page_is_packed_and_known_again(client, make_article):
    make_article()
    plain = client.get("/")
    packed = client.get("/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    asked_again = {"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
    assert client.get("/", headers=asked_again).status_code == 304


@pytest.mark.parametrize("kind", ["image/webp", "application/pdf", "application/zip", "font/woff2"])
def test_what_is_packed_already_keeps_its_length(kind):
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    answer = StreamingHttpResponse(
        [b"x" * 1000], content_type=kind, headers={"Content-Length": 1000}
    )
    answer = GZipMiddleware(lambda _request: answer)(request)
    assert "Content-Encoding" not in answer
    assert answer["Content-Length"] == "1000"


@pytest.mark.parametrize("kind", ["text/csv", "application/json", "application/atom+xml"])
def test_whatever_is_text_is_packed(kind):
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    answer = HttpResponse(b"x" * 1000, content_type=kind)
    assert GZipMiddleware(lambda _request: answer)(request)["Content-Encoding"] == "gzip"


def test_a_page_says_what_it_is_about(client, make_article):
    article = make_article(lead="Wie betaalt, bepaalt.")
    [about] = find_elements(client.get(article.get_absolute_url()), "meta[name=description]")
    assert about.get("content") == "Wie betaalt, bepaalt."
    for address in ("/", "/archief/", "/dossiers/", "/huisregels/"):
        assert len(find_elements(client.get(address), "meta[name=description]")) == 1
