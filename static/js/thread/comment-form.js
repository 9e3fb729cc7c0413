/** Writing a reaction: answering in place, quoting, and never losing what was typed. */

import { article, claim, find, findNumber, onChange, revealWaiting, show } from "./thread.js";
import { draftOf, keep, kept } from "../shared/drafts.js";
import { unfold } from "./collapse.js";
import { catchUp } from "./live-thread.js";
import { countDown, watch } from "../shared/character-counter.js";

// What only a script can do shows from now on, and not before it is done.
document.documentElement.classList.add("live");
const words = document.querySelector("#words").dataset;
const home = document.querySelector("#form-home");

const section = () => document.querySelector("#reageer");
const form = () => section().querySelector("form");
const field = (name) => form()?.elements[name];

// --- Drafts --------------------------------------------------------------------------------------

const draft = (pk = field("parent").value) => draftOf(article, pk);
const answering = `answering:${article}`;

function restore() {
  if (!form() || field("text").value) return;
  field("text").value = kept(draft());
  if (field("text").value) open(false);
  field("text").dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("input", ({ target }) => {
  if (target.name === "text" && target.form === form()) keep(draft(), target.value);
});

/** What was being answered when the page was left goes on where it was. */
function resume() {
  const pk = kept(answering);
  if (pk && kept(draft(pk))) answer(pk, false);
}

function sent() {
  keep(draft(), "");
  keep(answering, "");
}

// --- Answering in place --------------------------------------------------------------------------

function open(focus = true) {
  section().querySelector("details").open = true;
  if (focus) field("text").focus();
}

/** Bring the form under a reaction, with the draft that belongs there. */
function answer(pk, focus = true) {
  const comment = find(pk);
  if (!form() || !comment) return false;
  if (field("parent").value !== String(pk)) {
    const slot = document.querySelector(".compose-slot") ?? document.createElement("li");
    slot.className = "compose-slot";
    field("text").value = "";
    field("parent").value = pk;
    slot.append(section());
    comment.after(slot);
    const line = section().querySelector(".answering");
    const name = comment.querySelector(".name").textContent;
    line.querySelector("span").textContent = words.answering.replace("%s", `#${comment.dataset.number} (${name})`);
    line.hidden = false;
    keep(answering, pk);
    restore();
  }
  open(focus);
  return true;
}

/** Bring the form back under the piece. */
function goHome() {
  if (!form()) return;
  keep(answering, "");
  field("parent").value = "";
  field("text").value = "";
  section().querySelector(".answering").hidden = true;
  home.append(section());
  document.querySelector(".compose-slot")?.remove();
  restore();
}

function quote(pk) {
  const comment = find(pk);
  const selection = getSelection();
  const text = comment.querySelector(".text");
  const part = selection.rangeCount && text.contains(selection.anchorNode) ? selection.toString().trim() : "";
  const quoted = (part || text.innerText.trim()).replace(/^/gm, "> ");
  if (!answer(pk)) return;
  const area = field("text");
  area.value = `${area.value ? `${area.value.trimEnd()}\n\n` : ""}${quoted}\n\n`;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.setSelectionRange(area.value.length, area.value.length);
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-reply], [data-quote], .cancel, [data-to]");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { reply, quote: quoted, to } = target.dataset;
  if (reply && answer(reply)) event.preventDefault();
  if (quoted) quote(quoted);
  if (to && jump(to, target.closest("[data-number]")?.dataset.number)) event.preventDefault();
  if (target.classList.contains("cancel") && document.querySelector("#thread")) {
    event.preventDefault();
    goHome();
  }
});

// --- There and back ------------------------------------------------------------------------------

/** Go to a reaction on this page, and leave a way back at it. */
function jump(number, from) {
  const node = findNumber(number);
  if (!node) return false;
  uncover(node);
  document.querySelector(".back")?.remove();
  if (from) {
    const back = document.createElement("a");
    back.className = "back";
    back.href = `#reactie-${from}`;
    back.dataset.to = from;
    back.textContent = words.back.replace("%n", from);
    (node.querySelector("footer") ?? node).append(back);
  }
  history.pushState(null, "", `#reactie-${number}`);
  mark(node);
  show(node);
  return true;
}

function mark(node) {
  for (const found of document.querySelectorAll(".found")) found.classList.remove("found");
  node.classList.add("found");
}

/** Show a reaction that waits to be revealed or is folded away; true if it did. */
function uncover(node) {
  if (node.getClientRects().length) return false;
  revealWaiting(`#${node.id}.waiting`);
  unfold(node);
  return true;
}

const addressed = () => /^#reactie-(\d+)$/.exec(location.hash)?.[1];

/** An address that ends in #reactie-12 opens it, whichever page of the thread holds it. */
function openAddressed() {
  const node = findNumber(addressed());
  if (node) {
    uncover(node);
    mark(node);
    node.scrollIntoView({ block: "center", behavior: "instant" });
  } else if (addressed())
    location.replace(document.querySelector("#thread").dataset.place.replace("/0/", `/${addressed()}/`));
}

addEventListener("popstate", () => {
  const node = findNumber(addressed());
  // On the way back the browser knows best where the reader was.
  if (node && !uncover(node)) mark(node);
  else openAddressed();
});

// --- Sending -------------------------------------------------------------------------------------

function trouble(text) {
  const line = section().querySelector(".trouble");
  line.textContent = text;
  line.hidden = false;
}

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.elt === form()) section().querySelector(".trouble").hidden = true;
});
document.addEventListener("htmx:sendError", ({ detail }) => {
  if (detail.elt === form()) trouble(words.offline);
});
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.elt === form()) trouble(words.failed);
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  // Sent: the text is safe on the other side. Only now is the draft forgotten.
  if (detail.target === section() && detail.xhr.status < 300) sent();
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.elt?.id !== "reageer") return;
  ready();
  section().querySelector(".errors")?.focus();
});

document.addEventListener("reaction-sent", async ({ detail }) => {
  home.append(section());
  document.querySelector(".compose-slot")?.remove();
  claimOwn();
  countDown();
  if (detail.public) {
    await catchUp().catch(() => {});
    const node = find(detail.id);
    if (node) return show(node);
  }
  const state = document.querySelector(`[data-own="${detail.id}"]`);
  return state && show(state);
});

function claimOwn() {
  const items = [...document.querySelectorAll("[data-own]")];
  claim(items.map((item) => Number(item.dataset.own)));
  const late = new Set(
    items.filter((item) => !(new Date(item.dataset.until ?? 0) > Date.now())).map((item) => item.dataset.own),
  );
  for (const link of document.querySelectorAll(".thread [data-edit]"))
    link.hidden = late.has(link.closest("[data-id]").dataset.id);
}

function ready() {
  if (!form()) return;
  watch(form());
  restore();
}

ready();
if (form()) resume();
claimOwn();
openAddressed();
countDown();
setInterval(countDown, 1000);
onChange(() => {
  // The form stays under what it answers. Where it is there already it is left alone: moved, even to
  // the same place, it would lose the focus of whoever is typing in it.
  const slot = document.querySelector(".compose-slot");
  const parent = slot && form() && find(field("parent").value);
  if (parent && parent.nextElementSibling !== slot) parent.after(slot);
});
