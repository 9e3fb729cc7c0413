/** The author's desk: answering in place and marking as read, by keys, by touch or by mouse. */

import { draftOf, keep, kept } from "../shared/drafts.js";
import { steady } from "../shared/scroll-anchor.js";
import { watch } from "../shared/character-counter.js";
import { recount } from "../shared/open-count.js";
import { walk } from "../shared/list-cursor.js";

document.documentElement.classList.add("live");
const list = document.querySelector("#questions");
const words = document.querySelector("#words").dataset;
const nothing = document.querySelector("#nothing");
const pages = document.querySelector("#pages");
const keys = document.querySelector("#keys");
const bar = document.querySelector("#bar");
const told = { left: document.querySelector("#left"), done: document.querySelector("#done") };

const isOpen = (entry) => "open" in entry.dataset;
const { entries, current, go, step, after, put } = walk(list, isOpen);
const section = () => document.querySelector("#reageer");
const formOf = (entry) => entry.querySelector("#reageer form");
const isBusy = (entry) => Boolean(formOf(entry)?.elements.text.value) || entry.contains(document.activeElement);

const BREATH = 1_000; // between two looks: under a piece that is much read it rings all the time
const stays = 10_000; // for what is done: so long it can be undone here

// --- What waits, and what is done ----------------------------------------------------------------

function showProgress(open) {
  const done = Number(bar.value);
  told.left.textContent = open === "0" ? words.none : words.left.replace("%n", open);
  told.done.textContent = ` · ${words.done.replace("%n", done)}`;
  told.done.hidden = done === 0;
  bar.max = done + Number.parseInt(open, 10) || 1;
  bar.hidden = done === 0;
  document.title = open === "0" ? words.title : words.title.replace(" ·", ` (${open}) ·`);
}

async function count(more = 0) {
  bar.max = Math.max(bar.max, bar.value + more); // or the bar would not go that far
  bar.value += more;
  const open = await recount();
  if (open !== undefined) showProgress(open);
}

function settle() {
  nothing.hidden = entries().length > 0 || !pages.hidden;
  if (!entries().some(isOpen) && !pages.hidden) refresh();
}

/** What is done goes by itself, unless someone is at it: then when they have left. */
function leaveLater(entry) {
  if (!list.hasAttribute("data-live")) return;
  setTimeout(() => {
    if (!entry.isConnected) return;
    if (entry.contains(document.activeElement))
      entry.addEventListener("focusout", () => leaveLater(entry), { once: true });
    else {
      steady(entries(), () => entry.remove());
      settle();
    }
  }, stays);
}

/** An entry came back from the server: answered, marked as read, or waiting again. */
function took(entry) {
  if (isOpen(entry)) {
    count(-1);
    go(entry);
    return;
  }
  count(1);
  leaveLater(entry);
  go(after(entry) ?? entry);
  settle();
}

// --- The list ------------------------------------------------------------------------------------

let looking = null;
let again = false;

/** Look what waits now, and mend the list; several rings while looking are answered by one more. */
async function refresh() {
  if (!list.hasAttribute("data-live")) return;
  if (looking) {
    again = true;
    return;
  }
  looking = mend().catch(() => {});
  await looking;
  await new Promise((done) => setTimeout(done, BREATH));
  looking = null;
  if (again) {
    again = false;
    refresh();
  }
}

async function mend() {
  const response = await fetch(location.href, { cache: "no-store" });
  if (response.redirected || !response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = [...page.querySelectorAll("#questions > [data-id]")];
  const known = new Map(fresh.map((entry) => [entry.dataset.id, entry.dataset.revision]));
  const here = new Set(entries().map((entry) => entry.dataset.id));
  steady(entries(), () => {
    for (const entry of fresh) {
      if (here.has(entry.dataset.id)) continue;
      const node = document.adoptNode(entry);
      put(node, fresh);
      window.htmx.process(node);
    }
  });
  pages.hidden = page.querySelector("#pages").hidden;
  pages.firstElementChild.href = page.querySelector("#pages > a").href;
  for (const entry of entries().filter(isOpen)) {
    if (known.get(entry.dataset.id) !== entry.dataset.revision) await look(entry);
  }
  settle();
}

/** What became of one that is no longer where, or what, it was. */
async function look(entry) {
  const address = list.dataset.entry.replace("/0/", `/${entry.dataset.id}/`);
  const response = await fetch(address, { cache: "no-store", headers: { "HX-Request": "true" } });
  const template = document.createElement("template");
  if (response.ok) template.innerHTML = (await response.text()).trim();
  else if (response.status !== 404) return;
  const now = template.content.firstElementChild;
  if (now && isOpen(now) && now.dataset.revision === entry.dataset.revision) return;
  if (isBusy(entry)) return note(entry, now);
  steady(entries(), () => {
    if (now) {
      entry.replaceWith(now);
      window.htmx.process(now);
    } else entry.remove();
  });
  if (now && !isOpen(now)) leaveLater(now);
}

/** What someone is working on is never pulled away from under their hands; it says what happened. */
function note(entry, now) {
  if (entry.querySelector(".meanwhile")) return;
  const line = document.createElement("p");
  line.className = "notice meanwhile";
  line.setAttribute("role", "status");
  line.textContent = now ? (now.querySelector("[data-done] b")?.textContent ?? words.changed) : words.gone;
  entry.querySelector(".answer").before(line);
}

// --- Answering -----------------------------------------------------------------------------------

const draft = (form) => draftOf(form.closest("#reageer").dataset.article, form.elements.parent.value);

function opened(form) {
  const { text } = form.elements;
  watch(form);
  if (!text.value) text.value = kept(draft(form));
  text.dispatchEvent(new Event("input", { bubbles: true }));
  (form.querySelector(".errors") ?? text).focus();
}

/** Put the form away. What was typed is kept, and the button says so. */
function putAway(entry) {
  const form = formOf(entry);
  if (form && kept(draft(form))) entry.querySelector("[data-answer]").textContent = words.draft;
  entry.querySelector(".answer").replaceChildren();
}

function answerLater(entry) {
  putAway(entry);
  go(entry);
}

function trouble(text) {
  const line = section()?.querySelector(".trouble");
  if (!line) return;
  line.textContent = text;
  line.hidden = false;
}

document.addEventListener("input", ({ target }) => {
  if (target.name === "text" && target.form.closest("#reageer")) keep(draft(target.form), target.value);
});
document.addEventListener("click", (event) => {
  const cancel = event.target.closest(".cancel");
  if (!cancel) return;
  event.preventDefault();
  answerLater(cancel.closest(".entry"));
});

const isWriting = (element) => element.matches?.("#reageer form");
const isEntry = (element) => element?.matches?.(".entry");

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = event.detail;
  if (isWriting(elt)) section().querySelector(".trouble").hidden = true;
  const form = elt.matches("[data-answer]") && formOf(elt.closest(".entry"));
  if (!form) return;
  event.preventDefault();
  form.elements.text.focus();
});
document.addEventListener("htmx:sendError", ({ detail }) => {
  if (isWriting(detail.elt)) trouble(words.offline);
});
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (isWriting(detail.elt)) trouble(words.failed);
  else refresh(); // it was withdrawn, or the session has ended
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  // One form at a time: before a second is there, since both would bear the same names.
  if (detail.target.matches(".answer") && section()) putAway(section().closest(".entry"));
  // Sent: the text is safe on the other side. Only now is the draft forgotten.
  if (isWriting(detail.elt) && detail.xhr.status < 300) keep(draft(detail.elt), "");
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const form = detail.elt.matches?.(".answer, #reageer") && detail.elt.querySelector("form");
  if (form) opened(form);
  else if (isEntry(detail.elt) && list.contains(detail.elt)) took(detail.elt);
});

// --- Keys ----------------------------------------------------------------------------------------

const commands = {
  j: () => step(1),
  k: () => step(-1),
  r: () => current()?.querySelector("[data-answer]")?.click(),
  x: () => current()?.querySelector("[data-read]")?.click(),
  u: () => [...list.querySelectorAll("[data-marked] button")].at(-1)?.click(),
  z: () => {
    const link = current()?.querySelector("[data-conversation]");
    if (link) window.open(link.href, "_blank", "noopener");
  },
  "?": () => keys.showModal(),
};

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (keys.open) return;
  if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.form?.closest("#reageer")) {
    target.form.requestSubmit();
    return;
  }
  if (key === "Escape" && target.closest?.("#reageer")) {
    answerLater(target.closest(".entry"));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.matches("textarea, select, input:not([type=checkbox])")) return;
  // A key that is held down moves on, and never does more than once.
  if (event.repeat && !"jk".includes(key)) return;
  if (!Object.hasOwn(commands, key)) return;
  event.preventDefault();
  commands[key]();
});
document.querySelector("#keys-open").addEventListener("click", () => keys.showModal());
document.querySelector(".sieve").addEventListener("change", ({ currentTarget }) => currentTarget.requestSubmit());

// --- Live ----------------------------------------------------------------------------------------

function hear() {
  count();
  refresh();
}
document.addEventListener("bell", hear);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && hear());
for (const entry of entries()) {
  const button = entry.querySelector("[data-answer]");
  if (button && kept(draftOf(button.dataset.article, entry.dataset.id))) button.textContent = words.draft;
}
