"""Texts that try to break out, to hide, or to keep a parser busy; and the judge of what remains."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

from common import footnotes, pictures
from common.html.attributes import CLASSES
from common.html.rules import HtmlRules

HTML_NAMESPACE = "{http://www.w3.org/1999/xhtml}"

# What a script would do, were it run: the browser test looks for this flag.
RUN = "window.ran=1"

MARKUP = [
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC=//evil.example/x.js></SCRIPT><script>{RUN}//",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<img src=x onerror={RUN}>",
    f"<img src=/media/x onerror={RUN} onload={RUN}>",
    f"<img/src='x'/onerror='{RUN}'",
    f'<IMG """><SCRIPT>{RUN}</SCRIPT>">',
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg/onload={RUN}//",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><a xlink:href='javascript:{RUN}'><text y=20>x</text></a></svg>",
    f"<math><mi xlink:href='javascript:{RUN}'>x</mi></math>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
    f"onerror={RUN}&gt;'>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<svg><p><style><a id='</style><img src=1 onerror={RUN}>'>",
    f"<svg></p><style><a id='</style><img src=1 onerror={RUN}>'>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<style>@import 'javascript:{RUN}'; p {{ background: url(javascript:{RUN}) }}</style>",
    f"<style><img src=x onerror={RUN}></style>",
    f"<textarea><img title='</textarea><img src onerror={RUN}>'>",
    f"<title></title><img src onerror={RUN}>",
    f"<xmp><p title='</xmp><img src onerror={RUN}>'>",
    f"<iframe src='javascript:{RUN}'></iframe><iframe srcdoc='<script>{RUN}</script>'>",
    f"<object data='javascript:{RUN}'><embed src='javascript:{RUN}'>",
    f"<base href='javascript:{RUN}//'><a href=x>x</a>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'><link rel=stylesheet href=//x>",
    f"<form action='javascript:{RUN}'><input type=submit autofocus onfocus={RUN}></form>",
    f"<button formaction='javascript:{RUN}'>x</button>",
    f"<details open ontoggle={RUN}><summary>x</summary></details>",
    f"<video><source onerror={RUN}></video><audio src onerror={RUN}>",
    f"<p style='behavior:url(#x)' onclick={RUN} id=x class=y>x</p>",
    f"<p onmouseover={RUN} onfocus={RUN} tabindex=0 autofocus>x",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<!-- --!><img src=x onerror={RUN}>",
    f"<![CDATA[<img src=x onerror={RUN}>]]>",
    f"<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>{RUN}</x:script>",
    f"<template><img src=x onerror={RUN}></template>",
    f"<slot onslotchange={RUN}><x-y is=z onclick={RUN}>",
    f"<isindex action=javascript:{RUN} type=image>",
    f"&lt;script&gt;{RUN}&lt;/script&gt; &#60;script&#62; &amp;lt;script&amp;gt;",
    f'<p>\u0338<b>\u0338=\u0338"\u0338<img src=x onerror={RUN}>',
    f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e \u2329img\u232a",
    f"<\0script>{RUN}</script><img src=x on\0error={RUN}>",
    f"<a\nhref\n=\n'javascript:{RUN}'>x</a",
    "<b><i><p>never </i>closed </b><blockquote><table><tr><td><a href=https://a.example>x",
    "</p></div></body></html><p>after the end",
    "<p><table><a href=https://a.example>a<td><a href=https://b.example>b</table>",
    "<a href=https://a.example>a<a href=https://b.example>b</a></a>",
    "<ul><p><li><ul><li></p><li>x</ol>",
    "<q>x<h2>y<p>z</q>",
    # Names that would hide what a page is made of, and classes that would dress up as it.
    "<p id=body>a<a id=location name=alert href=https://a.example>b</a><ol id=noot-1><li id=x>",
    "<img name=forms id=cookie src=/media/x><form id=a><input name=attributes></form>",
    '<p class="question comment pinned">a</p><blockquote class="notes pull site-header">b',
    "<p class=PULL>a</p><ol class='notes\n'><li class=notes id='noot-1 x'>b</ol>",
    "<a role=button id=noot-1 href=#noot-1>a</a><li role=alert id=ref-1>b",
    "<ol class=notes><li id=noot-1>a<ol class=notes><li id=noot-1>b</ol><a href=#noot-1>c</ol>d",
    "<a href=#noot-1>a<sup>b<a href=#noot-2>c</a></sup><ol class=notes>d<li>e</li>f<li id=noot-1>",
    "<ol class=notes><li><a href=#ref-1>a<li id=noot-9><p>b<p>c <a href=#ref-2><b>d</ol>e",
    "<table><ol class=notes><tr><li id=noot-2><td><a href=#noot-2>a</table>",
    "<sup><a href=#noot-1>1</sup></a><ol class=notes><li id=noot-00001><li id=noot-99999>a",
    # Pictures that are nearly ours.
    *(
        f"<figure><img src='{address}' srcset='//evil.example/x 1w' loading=eager></figure>"
        for address in (
            f"/media/articles/{'0' * 32}-900x600-480.webp?x",
            f"/media/articles/{'0' * 32}-900x600-480.webp&#10;",
            f"/media/articles/../{'0' * 32}-900x600-480.webp",
            f"/media/articles/{'0' * 32}-900x600-481.webp",
            f"/media/articles/{'0' * 32}-0900x600-480.webp",
            f"https://b.example/media/articles/{'0' * 32}-900x600-480.webp",
            "https://a.example/b.png",
        )
    ),
    f"<img src=/media/articles/{'a' * 32}-900x600-480.webp onerror={RUN} alt='\"><script>'>",
]

ADDRESSES = [
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"javascript://a.example/%0a{RUN}",
    f" \x01javascript:{RUN}",
    f"java\tscript:{RUN}",
    f"java\nscript:{RUN}",
    f"java\0script:{RUN}",
    f"java\u200bscript:{RUN}",
    f"java&#115;cript:{RUN}",
    f"java&amp;#115;cript:{RUN}",
    f"&#x6A&#x61vascript:{RUN}",
    f"javascript&colon;{RUN}",
    f"java&Tab;script:{RUN}",
    f"java&NewLine;script&colon;{RUN}",
    f"\u202ejavascript:{RUN}",
    f"feed:javascript:{RUN}",
    f"view-source:javascript:{RUN}",
    "javascript:123",
    "data:1",
    f"data:text/html,<script>{RUN}</script>",
    f"data:text/html;base64,PHNjcmlwdD4{RUN}",
    f"vbscript:{RUN}",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "/\t/evil.example/",
    "/&Tab;/evil.example/",
    "/\u200b/evil.example/",
    "/&#8203;/evil.example/",
    "/&ZeroWidthSpace;/evil.example/",
    "\\\\evil.example\\",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https:\\\\evil.example",
    "https://bank.example@evil.example/",
    "https://bank.example\\@evil.example/",
    "https://bank.example&commat;evil.example/",
    "https://[::1",
    "https://xn--a/",
    "https://1.2.3.999/",
    "https://a.example:99999/",
    "https://",
    "https://.",
    "ftp://a.example/",
    "file:///etc/passwd",
    "blob:https://a.example/1",
    "mailto:",
    "mailto:javascript:1",
    "page.html",
    "?logout",
    "#x",
    "",
]

HEAVY = [
    "<" * 5000,
    "<" * 100 + "x" * 4900,
    ">" * 2500,
    "> " * 2500,
    ">\n" * 2500,
    "> a\n\n" * 1000,
    "> a\n>> b\n" * 555,
    ">>>>> a\n\n" * 555,
    "\n" * 5000,
    "a\n" * 2500,
    "a\n\n" * 1666,
    "*" * 5000,
    "_" * 5000,
    "*_" * 2500,
    "[" * 5000,
    "](" * 2500,
    "*a " * 1250 + "*" * 1250,
    "**a _b " * 714,
    "*a* " * 1250,
    "_*a*_" * 1000,
    "**" * 1250 + "a" + "**" * 1249,
    "\\" * 5000,
    "\\*" * 2500,
    "&" * 5000,
    "&amp;" * 1000,
    "&a" * 2500,
    '"' * 5000,
    "a>" * 2500,
    "`" * 5000,
    "www." * 1250,
    "www.a " * 833,
    "http://a " * 555,
    "_http://a.nl_ " * 357,
    "http://" + "(" * 4990,
    "http://a" + "." * 4990,
    "http://" * 300 + "." * 2900,
    "https://x.nl/(a(" * 312,
    "(" * 2500 + ")" * 2500,
    "a@b.nl " * 714,
    "\0" * 5000,
    "\u202e" * 5000,
    "\u200d" * 5000,
    "e" + "\u0301" * 4999,
    "e\u0301\u0302\u0303\u0304" * 1000,
    "\u0e01" + "\u0e47" * 4999,
    "\U0001f600\u200d" * 2500,
    "\u00e9" * 5000,
    "\ud800" * 5000,
    "<b a=1>" * 99 + "x" * 4300,
]

HIDDEN = [
    "betaald\u202e txt.exe",
    "a\u2066b\u2067c\u2068d\u2069e\u202af\u202bg\u202ch\u202di",
    "on\u200bzicht\u2060baar\ufeff \u00ad\u034f\u115f\u3164\u2800\U000e0041\U000e0001",
    "Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307a\u0308\u0327\u0328\u0332\u0334l\u0488g\u20e3o",
    "\u0e01\u0e47\u0e47\u0e47\u0e47\u0e47\u0e47\u0e47\u0e47",
    "a\u200db\u200cc \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\u200d\u200d",
    "a\x85b\u2028c\u2029d\re\r\nf\vg\fh\x1b[31mi\x7fj",
    "&#x202e;a&rlm;b&zwj;c&shy;d&ZeroWidthSpace;e&#0;f&#1;g&#xd800;h&#x10ffff;i&shyj",
    "a\ufe0f\ufe0e\ufe00\U000e0100 \u2764\ufe0f\ufe0f",
]


def links(address: str) -> list[str]:
    """Put an address wherever a writer could."""
    return [
        address,
        f"[x]({address})",
        f"<{address}>",
        f"*{address}*",
        f"[x]: {address}\n\n[x]",
        f'<a href="{address}">x</a>',
        f"<a href='{address}'>x</a>",
        f"<a href={address}>x</a>",
        f'<img src="{address}">',
    ]


EVERYTHING = [*MARKUP, *(text for address in ADDRESSES for text in links(address)), *HIDDEN]


def elements(html: str) -> Iterator[Element]:
    """Give the elements of `html` as a browser would build them, by another parser than ours."""
    yield from list(html5lib.parseFragment(html).iter())[1:]


def faults(html: str, rules: HtmlRules) -> list[str]:
    """Name all that `html` holds outside `rules`."""
    found = []
    for element in elements(html):
        if not isinstance(element.tag, str):
            found.append(f"comment {element.text}")
            continue
        tag = element.tag.removeprefix(HTML_NAMESPACE)
        if tag not in rules.tags:
            found.append(f"<{tag}>")
        for name, value in element.attrib.items():
            if not _is_lawful(tag, name, value, rules):
                found.append(f"<{tag} {name}={value!r}>")
        if tag == "a" and element.get("rel") != rules.rel:
            found.append(f"<a rel={element.get('rel')!r}>")
        if tag == "a" and not element.get("href"):
            found.append("<a> without address")
    return found


def _is_lawful(tag: str, name: str, value: str, rules: HtmlRules) -> bool:
    if (tag, name) == ("a", "rel") or (name, value) == ("dir", "auto"):
        return True
    if name not in rules.attributes.get(tag, ()):
        return False
    if name == "id":
        return footnotes.ID_PATTERNS[tag].fullmatch(value) is not None
    if name == "class":
        return CLASSES[tag] == value
    if name == "role":
        return value in footnotes.ROLES
    if name in ("src", "srcset"):
        return all(pictures.picture_at(part.split()[0]) for part in value.split(","))
    if name in ("sizes", "loading"):
        return value in (pictures.SIZES_IN_TEXT, "lazy")
    return name != "href" or _is_lawful_link(value, rules)


def _is_lawful_link(value: str, rules: HtmlRules) -> bool:
    # A browser drops tabs and line ends, and reads a backslash as a slash.
    read = value.strip().translate({9: None, 10: None, 13: None, 92: "/"})
    if read.startswith("/") and not read.startswith("//"):
        return rules.site_paths
    if read.startswith("#"):
        return rules.site_paths and footnotes.ANCHOR_PATTERN.fullmatch(read) is not None
    parts = urlsplit(read)
    if parts.scheme == "mailto":
        return "@" in parts.path
    is_web = parts.scheme in ("http", "https")
    return is_web and bool(parts.hostname) and "@" not in parts.netloc
