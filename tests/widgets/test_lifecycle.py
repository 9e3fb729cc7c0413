"""Every behaviour can be connected and disconnected, and leaves nothing behind."""

import re

import pytest

from tests.widgets import pages
from tests.widgets.bench import ROOT

pytestmark = pytest.mark.journey

SOURCES = ROOT / "static/js"
CLASS = re.compile(r"^export class (\w+) extends Behaviour", re.M)

THREAD = pages.thread(pages.comment(1, "0001"), pages.comment(2, "0001.0002"), end="0009")
QUEUE = pages.queue(pages.entry(1), pages.entry(2))
QUESTIONS = pages.questions(pages.question(1), pages.question(2))
BADGE = """<header class="site-header">
<a id="bell" data-count="/tel/" data-seen="/gezien/0/" data-unread="2" data-none="-" data-many="%n"
   data-news="Nieuw"><span data-name></span><b data-number></b></a><span id="bell-news"></span>
<a data-open-address="/open/"><b data-open-count>3</b></a></header>"""

# What stands in for the rest of a thread.
PARTS = f"""await (async () => {{
    const words = {pages.THREAD_WORDS};
    const {{ Thread }} = await import("/static/js/thread/thread.js");
    const thread = new Thread(document.querySelector("#thread"), {{ words }});
    return {{ thread, words, branches: {{ expand() {{}} }}, live: {{}}, form: {{}} }};
}})()"""

# Module, class, page, element, options.
BEHAVIOURS = [
    (
        "account/passkeys",
        "PasskeyForm",
        '<form id="x" data-passkey="get"><input name="credential"></form>',
        "#x",
        "{}",
    ),
    ("account/recovery-codes", "CopyButton", '<button id="x" data-copy="y">', "#x", "{}"),
    ("account/recovery-codes", "PrintButton", '<button id="x">', "#x", "{}"),
    ("author/progress", "Progress", QUESTIONS, "#bar", f"{{words: {pages.QUESTION_WORDS}}}"),
    (
        "author/questions",
        "Questions",
        QUESTIONS,
        "#questions",
        f"{{words: {pages.QUESTION_WORDS}}}",
    ),
    ("desk/bulk-progress", "BulkProgress", '<main id="batch" data-moving></main>', "#batch", "{}"),
    (
        "desk/queue",
        "Queue",
        QUEUE,
        "#queue",
        f"{{words: {pages.QUEUE_WORDS}, deskWords: {pages.DESK_WORDS}}}",
    ),
    ("desk/selection", "Selection", QUEUE, "#together", "{list: document.querySelector('#queue')}"),
    ("desk/swipe", "Swipe", QUEUE, "#queue", "{choices: () => ({})}"),
    ("desk/swipe", "SwipeSetting", QUEUE, "#swipe", "{}"),
    ("desk/viewing", "Viewing", QUEUE, "#queue", f"{{words: {pages.QUEUE_WORDS}, send() {{}}}}"),
    ("editor/autosave", "Autosave", pages.WRITING, "#writing", f"{{words: {pages.WRITING_WORDS}}}"),
    (
        "editor/image-dialog",
        "ImageDialog",
        pages.EDITOR,
        "#image-dialog",
        f"{{editor: {pages.FAKE_EDITOR}, bar: document.querySelector('.prose-menubar')}}",
    ),
    ("editor/paste-cleanup", "PasteCleanup", pages.EDITOR, ".prose-editor", "{}"),
    ("editor/rich-text-field", "RichTextField", pages.EDITOR, "#body", "{words: {}}"),
    (
        "editor/toolbar",
        "Toolbar",
        pages.EDITOR,
        "#body",
        f"{{editor: {pages.FAKE_EDITOR}, words: {{toolbar: 'Opmaak'}}}}",
    ),
    (
        "search/muted-result",
        "MutedResult",
        """<ol data-folded-away="%s weg">
        <li id="x" data-article="7" data-writer="w"><bdi>W</bdi></li></ol>""",
        "#x",
        "{}",
    ),
    ("shared/canned-reason", "CannedReason", QUEUE, "#queue", "{}"),
    (
        "shared/comment-drafts",
        "CommentDrafts",
        pages.COMPOSE,
        "body",
        f"{{words: {pages.THREAD_WORDS}}}",
    ),
    (
        "shared/comment-field",
        "CommentField",
        pages.COMPOSE,
        "textarea",
        f"{{words: {pages.THREAD_WORDS}}}",
    ),
    (
        "shared/countdown",
        "Countdown",
        '<b id="x" data-until="2999-01-01T00:00Z"></b>',
        "#x",
        f"{{words: {pages.THREAD_WORDS}}}",
    ),
    (
        "shared/entry-list",
        "EntryList",
        QUEUE,
        "#queue",
        "{isOpen: () => true, merge() {}, merged() {}}",
    ),
    ("shared/keys", "KeysDialog", QUEUE, "#keys", "{button: document.querySelector('#keys-open')}"),
    ("shared/live-socket", "LiveSocket", "", "() => '/live/'", "{message() {}, state() {}}"),
    (
        "shared/pending-decisions",
        "PendingDecisions",
        QUEUE,
        "body",
        f"{{words: {pages.DESK_WORDS}, decided() {{}}, undone() {{}}, sent() {{}}}}",
    ),
    (
        "shared/unread-badge",
        "UnreadBadge",
        BADGE,
        "#bell",
        "{news: document.querySelector('#bell-news')}",
    ),
    ("shared/verdict-keys", "RejectForms", QUEUE, "#queue", f"{{words: {pages.DESK_WORDS}}}"),
    ("site/open-count", "OpenCount", BADGE, "[data-open-address]", "{}"),
    ("thread/collapsible-branches", "CollapsibleBranches", THREAD, "#thread", PARTS),
    ("thread/comment-form", "CommentForm", THREAD, "#form-home", PARTS),
    ("thread/edit-form", "EditForm", pages.COMPOSE, "form", "{}"),
    ("thread/legacy-links", "LegacyLinks", THREAD, "#thread", "{}"),
    ("thread/live-thread", "LiveThread", THREAD, "#live", PARTS),
    ("thread/load-more", "LoadMore", THREAD, "#more", PARTS),
    ("thread/menus", "Menus", THREAD, "#thread", "{}"),
    (
        "thread/moderation-dialog",
        "ModerationDialog",
        """<dialog id="moderate"><ol></ol>
        <details class="keys"><summary></summary></details></dialog>""",
        "#moderate",
        f"{{words: {pages.DESK_WORDS}}}",
    ),
    ("thread/muted-writers", "MutedWriters", THREAD, "#thread", PARTS),
    ("thread/own-comments", "OwnComments", THREAD, "body", PARTS),
    ("thread/permalinks", "Permalinks", THREAD, "#thread", PARTS),
    (
        "thread/proof-of-work",
        "ProofOfWork",
        pages.COMPOSE,
        "form",
        "{}",
    ),
    ("thread/report-dialog", "ReportDialog", THREAD, "body", f"{{words: {pages.THREAD_WORDS}}}"),
    ("thread/thread", "Thread", THREAD, "#thread", f"{{words: {pages.THREAD_WORDS}}}"),
]
# These do not listen: one does all that it does at once, the other when it is asked.
QUIET = {"MutedResult", "EntryList"}


def test_every_behaviour_is_here():
    found = {
        (path.relative_to(SOURCES).with_suffix("").as_posix(), name)
        for path in SOURCES.rglob("*.js")
        for name in CLASS.findall(path.read_text())
    }
    assert found == {(module, name) for module, name, *_rest in BEHAVIOURS}


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=[name for _, name, *_ in BEHAVIOURS])
def test_nothing_is_left_and_nothing_is_double(bench, behaviour):
    module, name, html, selector, options = behaviour
    page = bench.open(html)
    page.evaluate(
        """() => {
            localStorage.setItem("away:7", '["w"]');
            window.PublicKeyCredential = {};
            if (!navigator.clipboard) Object.defineProperty(navigator, "clipboard", { value: {} });
        }"""
    )
    page.evaluate(f'() => import("/static/js/{module}.js")')
    assert bench.alive() == []
    bench.connect(module, name, selector, options)
    there = bench.alive()
    assert there or name in QUIET
    page.evaluate("it.connect()")
    assert bench.alive() == there
    page.evaluate("it.disconnect()")
    assert bench.alive() == []
    page.evaluate("it.connect()")
    assert bench.alive() == there
    page.evaluate("it.disconnect(); it.disconnect()")
    assert bench.alive() == []
