"""Builds WordPress exports, in our own words."""

from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>De Wijkkrant</title>
<link>{site}</link>
<language>nl-NL</language>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_site_url>{site}</wp:base_site_url>
<wp:base_blog_url>{site}</wp:base_blog_url>
"""
TAIL = "</channel>\n</rss>\n"
SITE = "http://wijkkrant.example"
ZERO = "0000-00-00 00:00:00"


def export(*parts: str, site: str = SITE, version: str = "1.2") -> str:
    return HEAD.format(site=site, version=version) + "".join(parts) + TAIL


def author(id: int = 7, login: str = "wim", email: str = "wim@example.org", name: str = "Wim Wijk"):
    return (
        f"<wp:author><wp:author_id>{id}</wp:author_id>"
        f"{_tag('wp:author_login', login)}{_tag('wp:author_email', email)}"
        f"{_tag('wp:author_display_name', name)}</wp:author>\n"
    )


def post(id: int = 100, comments: str = "", **fields: object) -> str:
    values = {
        "title": "De buurt kookt zelf",
        "dc:creator": "wim",
        "content:encoded": "Wie kookt, praat.\n\nEn wie praat, blijft.",
        "excerpt:encoded": "Over een keuken zonder kok.",
        "wp:post_date": "2015-03-02 09:00:00",
        "wp:post_date_gmt": "2015-03-02 08:00:00",
        "wp:comment_status": "open",
        "wp:post_name": "de-buurt-kookt-zelf",
        "wp:status": "publish",
        "wp:post_type": "post",
        "wp:post_password": "",
    }
    values |= {_NAMES.get(name, f"wp:{name}"): value for name, value in fields.items()}
    return (
        f"<item>\n<wp:post_id>{id}</wp:post_id>\n"
        + "".join(_tag(name, value) for name, value in values.items())
        + "<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value>"
        + f"</wp:postmeta>\n{comments}</item>\n"
    )


def comment(id: int, text: str = "Dat zie ik ook zo.", parent: int = 0, **fields: object) -> str:
    values = {
        "wp:comment_author": "Daan",
        "wp:comment_author_email": "daan@example.org",
        "wp:comment_author_url": "http://weblog-van-daan.example/",
        "wp:comment_author_IP": "192.0.2.77",
        "wp:comment_agent": "Netscape/4.7",
        "wp:comment_date": f"2015-03-03 {id // 60 % 24:02}:{id % 60:02}:00",
        "wp:comment_date_gmt": f"2015-03-03 {id // 60 % 24:02}:{id % 60:02}:00",
        "wp:comment_content": text,
        "wp:comment_approved": "1",
        "wp:comment_type": "comment",
        "wp:comment_parent": parent,
        "wp:comment_user_id": 0,
    }
    values |= {f"wp:comment_{name}": value for name, value in fields.items()}
    return (
        f"<wp:comment>\n<wp:comment_id>{id}</wp:comment_id>\n"
        + "".join(_tag(name, value) for name, value in values.items())
        + "</wp:comment>\n"
    )


# Python's names to those of the file; the others begin with "wp:".
_NAMES = {
    "title": "title",
    "link": "link",
    "creator": "dc:creator",
    "content": "content:encoded",
    "excerpt": "excerpt:encoded",
}


def _tag(name: str, value: object) -> str:
    text = str(value)
    body = escape(text) if "]]>" in text else f"<![CDATA[{text}]]>"
    return f"<{name}>{body}</{name}>\n"
