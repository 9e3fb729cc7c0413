"""Links in texts that are read elsewhere are absolute."""

from syndication import absolute_urls

SITE = "http://127.0.0.1:8000"


def test_addresses_of_ours_get_the_sites():
    html = (
        '<p><a href="/opinie/samen/">hier</a>, <a href="https://example.org/">daar</a></p>'
        '<img src="/media/articles/a-480.webp" srcset="/media/articles/a-480.webp 480w" alt="/x">'
    )
    assert absolute_urls.make_links_absolute(html) == (
        f'<p><a href="{SITE}/opinie/samen/">hier</a>, <a href="https://example.org/">daar</a></p>'
        f'<img src="{SITE}/media/articles/a-480.webp" alt="/x">'
    )


def test_what_only_looks_like_one_stays():
    html = '<p>href="/zo/" <a href="//elders.example/">x</a></p>'
    assert absolute_urls.make_links_absolute(html) == html
