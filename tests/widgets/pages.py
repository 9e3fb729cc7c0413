"""The HTML that widgets stand on, with no more than they look for."""

COMMENT = """
<li class="comment" id="reactie-{number}" data-id="{id}" data-number="{number}" data-path="{path}"
    data-version="{id}" data-writer="{writer}" tabindex="-1">
  <b class="name">{name}</b>
  <div class="text"><p>Tekst van {number}.</p></div>
  <footer>
    <a class="reply" data-reply="{id}" href="/antwoord">Antwoord</a>
    <a class="quote" data-quote="{id}" href="/citaat">Citeer</a>
    <a data-report href="/melden/{id}/">Melden</a>
    {extra}
  </footer>
</li>"""


def comment(number: int, path: str, *, name: str = "Toos", writer: str = "toos", extra="") -> str:
    return COMMENT.format(
        number=number, id=number + 100, path=path, name=name, writer=writer, extra=extra
    )


COMPOSE = """
<section id="reageer" data-article="7">
  <details><summary>Schrijf</summary>
    <form action="/reageer/">
      <p class="answering" hidden><span></span> <a class="cancel" href="/reageer/">Niet</a></p>
      <input type="hidden" name="key" value="sleutel"><input type="hidden" name="parent">
      <textarea name="text" data-counter="20" maxlength="20"></textarea>
      <span class="counter"></span><div id="preview"></div>
      <p class="trouble" hidden></p>
      <button type="submit">Verstuur</button>
    </form>
  </details>
</section>"""

THREAD_WORDS = """{
  revealOne: "1 nieuwe", revealMany: "%n nieuwe", newsOne: "Van %s", newsMany: "%n nieuwe kwamen",
  present: "%n lezers", lost: "Geen verbinding", loading: "Laden", more: "Meer",
  foldOne: "Verberg 1", foldMany: "Verberg %n", unfoldOne: "Toon 1", unfoldMany: "Toon %n",
  foldedAway: "Reactie van %s, weggevouwen.", show: "Toon", back: "Terug naar #%n",
  left: "nog %s", characters: "nog %n tekens", tooLong: "%n te veel", answering: "Je antwoordt %s",
  offline: "Geen verbinding", failed: "Mislukt",
}"""


def thread(*comments: str, end: str = "", members: str = "") -> str:
    return f"""
<article class="article"><div class="prose"><p>Het stuk.</p></div></article>
<header class="debate-header">Reacties (<span id="count">{len(comments)}</span>)</header>
<p id="live" hidden></p>
<div id="form-home">{COMPOSE}</div>
<ol id="thread" class="thread" data-article="7" data-version="100" data-start="" data-end="{end}"
    {members} data-changes="/wijzigingen/" data-former="/oud/0/" data-place="/reactie/0/">
{"".join(comments)}</ol>
<p id="nothing" hidden></p>
<nav id="pages" {"" if end else "hidden"}><a id="more" href="?na={end}">Meer</a></nav>
<button id="reveal" type="button" hidden></button><p id="news"></p>"""


# Puts a thread and what belongs to it in `parts`; `it` is the thread.
CONNECT_THREAD = f"""async () => {{
    const words = {THREAD_WORDS};
    const {{ connectDebate }} = await import("/static/js/thread/debate.js");
    window.it = connectDebate(document.querySelector("#thread"), words);
}}"""


def entry(number: int, text: str = "Tekst", *, state: str = "1 held", reports: int = 0) -> str:
    """Return an entry of the moderators' queue."""
    return f"""
<li class="entry" id="entry-{number}" data-id="{number}" data-state="{state}"
    data-reports="{reports}" tabindex="-1">
  <p class="choose"><label><input type="checkbox" name="chosen" value="{number}"> Kies</label></p>
  <p class="colleague" hidden></p>
  <p>{text}</p>
  <form class="verdict" method="post" action="/oordeel/{number}/">
    <input type="hidden" name="back" value="/moderatie/">
    <button type="submit" name="verdict" value="approve">Plaats</button>
    <details class="reject"><summary>Weiger …</summary>
      <select name="ground"><option value="">Kies</option><option value="1">Regel 1</option>
        <option value="2">Regel 2</option><option value="law">De wet</option></select>
      <select name="canned"><option value="">Geen</option><option value="5">Vast</option></select>
      <input name="law"><textarea name="note" lang="nl"></textarea>
      <button type="submit" name="verdict" value="reject">Weiger</button>
    </details>
  </form>
</li>"""


def decided_entry(number: int) -> str:
    """Return what the server answers to a decision."""
    return f"""
<li class="entry" id="entry-{number}" data-id="{number}" data-state="2 published" tabindex="-1">
  <p class="colleague" hidden></p>
  <p class="notice" tabindex="-1" data-told data-decided>Besloten. <a href="/o/">Bekijk</a></p>
</li>"""


DESK_WORDS = """{
  back: 10, approved: "Geplaatst", rejected: "Geweigerd", kept: "Blijft staan", undo: "Ongedaan",
  offline: "Geen verbinding", signedOut: "Afgemeld", failed: "Mislukt", late: "Te laat.",
  atOnce: "Kies een regel",
}"""
QUEUE_WORDS = """{
  lost: "Geen verbinding", elsewhere: "Elders besloten", looks: "%s kijkt", decides: "%s besluit",
  newsMany: "%n wachten",
}"""

KEYS = '<button id="keys-open">Toetsen</button><dialog id="keys"><p>j en k</p></dialog>'


def queue(*entries: str) -> str:
    return f"""
<h1>Wachtrij (<span id="count">{len(entries)}</span>)</h1><p id="live" hidden></p>
<details class="filters"><summary>Filter</summary><input id="zoek"></details>
<p hidden><label><input type="checkbox" id="swipe" checked> Vegen</label></p>
<ol id="queue" class="queue">{"".join(entries)}</ol>
<p id="nothing" hidden></p><nav id="pages" hidden><a href="?na=">Verder</a></nav>
<form id="together">
  <b id="chosen" data-none="Niets" data-one="1 gekozen" data-many="%n gekozen"></b>
  <input type="checkbox" id="choose-page">
  <label><input type="checkbox" id="choose-all"> <span>Alles</span></label>
  <button type="button" name="verdict" value="approve">P</button>
  <button type="button" name="verdict" value="reject">W</button></form>
{KEYS}<p id="news"></p><ol id="decided"></ol>
<template id="canned">
  <p data-canned="5" data-ground="2" data-law="" data-nl="Vaste tekst"></p></template>"""


def question(number: int, *, revision: int = 1, is_open: bool = True) -> str:
    """Return an entry of the author's list."""
    return f"""
<li class="entry" id="entry-{number}" data-id="{number}" data-revision="{revision}"
    {"data-open" if is_open else ""} tabindex="-1"><p>Vraag {number}</p>
  <div class="answer" id="answer-{number}"></div>
  <a data-answer data-article="7" href="/reageer/">Antwoord</a>
  <button type="button" data-read>Gelezen</button></li>"""


QUESTION_WORDS = """{
  left: "nog %n", none: "niets wacht", done: "%n gedaan", draft: "Ga verder", changed: "Gewijzigd",
  gone: "Weg", title: "Schrijftafel · Site", offline: "Geen verbinding", failed: "Mislukt",
  characters: "nog %n tekens", tooLong: "%n te veel",
}"""


def questions(*entries: str) -> str:
    return f"""
<p><span id="left"></span><span id="done" hidden></span></p>
<progress id="bar" value="0" max="{len(entries)}" hidden></progress>
<form class="sieve"><select name="artikel"><option>a</option><option>b</option></select></form>
<ol id="questions" class="queue" data-live data-entry="/vraag/0/">{"".join(entries)}</ol>
<p id="nothing" hidden></p><nav id="pages" hidden><a href="?na=">Verder</a></nav>{KEYS}"""


EDITOR_WORDS = """<script type="application/json" id="editor-words">
{"buttons": {"bold": "Vet", "figure": "Beeld"}, "dialogs": {"Caption": "Bijschrift"}}</script>"""
TEXT = f"""{EDITOR_WORDS}
<label for="body" id="body_label">Tekst</label>
<div class="prose-editor"><div class="prose-menubar">
  <button type="button" data-name="bold">B</button>
  <button type="button" data-name="figure">F</button>
  <button type="button" data-name="table">T</button></div>
  <div id="text" class="ProseMirror" contenteditable="true"></div>
  <textarea id="body" name="body" lang="nl"></textarea></div>"""
EDITOR = f"""{TEXT}
<dialog id="image-dialog">
  <form action="/beeld/" data-failed="Mislukt"><input name="alt"><p role="alert"></p>
    <button type="submit">Plaats</button></form>
  <div class="earlier" data-from="/beelden/" hidden><p role="alert"></p>
    <p role="status" data-count="%s beelden"></p><div data-list></div></div>
  <button type="button" data-earlier>Eerder</button><button type="button" data-cancel>Weg</button>
</dialog>"""

# A stand-in for Tiptap: `did` holds what it was told to do.
FAKE_EDITOR = """(() => {
  const did = (window.did = []);
  const heard = (window.heard = {});
  const chain = new Proxy(
    {}, { get: (_, name) => (...given) => (did.push([name, ...given]), chain) }
  );
  return {
    on: (type, act) => (heard[type] ??= new Set()).add(act),
    off: (type, act) => heard[type].delete(act),
    isActive: () => false,
    chain: () => chain,
    commands: { focus: () => did.push(["focus"]) },
    view: { dom: document.querySelector("#text") },
  };
})()"""

WRITING = f"""
<form id="writing" data-save="/bewaar/" data-here="/hier/" data-every="60" data-kept="writing:1:2">
  <input name="title" value="Titel"><textarea name="lead"></textarea>
  {TEXT}<input type="hidden" name="base" value="1"><button type="submit">Bewaar</button></form>
<p id="saved"></p><div id="overtaken" hidden><a href="/">Kijk</a></div>
<div id="signed-out" hidden></div><p id="others" hidden></p>"""
WRITING_WORDS = """{
  unsaved: "Nog niet bewaard", saving: "Bewaren", saved: "Bewaard om %s", version: "Versie om %s",
  offline: "Geen verbinding", failed: "Mislukt", signedOut: "Afgemeld", toolbar: "Opmaak",
  openOne: "%s ook", openMany: "%s ook", found: "Gevonden", newer: "%s nieuwer", someone: "Iemand",
}"""
