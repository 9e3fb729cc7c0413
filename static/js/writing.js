/**
 * Saves what is typed, and never loses it: what could not be sent is kept in this browser, and what
 * builds on a text that a colleague replaced is kept beside theirs.
 */

import { keep, kept } from "./drafts.js";
import { images } from "./image-dialog.js";
import { dress } from "./toolbar.js";

const PAUSE = 2_000; // after the last key
const AT_MOST = 8_000; // while someone goes on typing
const AGAIN = 10_000; // when there was no connection
const MOST_AT_LEAVING = 60_000; // bytes; a browser sends no more for a page that is gone

const form = document.getElementById("writing");
const words = document.getElementById("writing-words").dataset;
const status = document.getElementById("saved");
const overtaken = document.getElementById("overtaken");
const others = document.getElementById("others");
const { title, lead, body, base } = form.elements;
const fields = { title, lead, body };

let editor = null;
let sent = text(); // what the server has
let sending = null;
let timer = 0;
let since = 0; // when the first of what was not sent was typed
let stopped = false;

function text() {
  return JSON.stringify(Object.values(fields).map((field) => field.value));
}

const isDirty = () => text() !== sent;
const say = (word, value = "") => (status.textContent = word.replace("%s", value));

/** In this browser too, until the server has it. */
function keepHere() {
  const values = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
  keep(form.dataset.kept, isDirty() ? JSON.stringify({ ...values, base: base.value }) : "");
}

function changed() {
  if (stopped || !isDirty()) return;
  keepHere();
  say(words.unsaved);
  since ||= Date.now();
  plan(Math.min(PAUSE, Math.max(0, since + AT_MOST - Date.now())));
}

function plan(delay) {
  clearTimeout(timer);
  timer = setTimeout(() => save(), delay);
}

/**
 * Send what was typed, one at a time.
 * @param {{version?: boolean, leaving?: boolean}} how
 * @returns {Promise<boolean>} whether the server has it
 */
async function save({ version = false, leaving = false } = {}) {
  clearTimeout(timer);
  while (sending && !leaving) await sending;
  if (stopped) return false;
  if (!isDirty() && !version) return true;
  const sends = send(version, leaving);
  sending = sends;
  try {
    return await sends;
  } finally {
    if (sending === sends) sending = null;
  }
}

async function send(version, leaving) {
  const now = text();
  const data = new FormData(form);
  if (version) data.set("keep", "1");
  if (!leaving) say(words.saving);
  let answer;
  try {
    answer = await fetch(form.dataset.save, { method: "POST", body: data, keepalive: leaving, redirect: "manual" });
  } catch {
    return later(words.offline);
  }
  if (answer.type === "opaqueredirect") return later(words.signedOut);
  if (answer.status === 409) return stop((await answer.json()).aside);
  if (answer.status === 422) return later((await answer.json()).errors.join(" "), false);
  if (!answer.ok) return later(words.failed);
  const said = await answer.json();
  sent = now;
  since = 0;
  base.value = said.base;
  keepHere();
  tellOthers(said.others);
  if (isDirty()) changed();
  else say(version ? words.version : words.saved, said.at);
  return true;
}

function later(why, again = true) {
  keepHere();
  say(why);
  if (again) plan(AGAIN);
  return false;
}

/** A colleague was first. What was typed is kept on the server; what is typed on would not be. */
function stop(address) {
  stopped = true;
  sent = text();
  keepHere();
  say("");
  overtaken.hidden = false;
  overtaken.querySelector("a").href = address;
  for (const field of Object.values(fields)) field.readOnly = true;
  editor?.setEditable(false);
  overtaken.scrollIntoView({ block: "center" });
  return false;
}

function tellOthers(names = []) {
  const word = names.length > 1 ? words.openMany : words.openOne;
  const line = names.length ? word.replace("%s", names.join(", ")) : "";
  if (others.textContent.trim() !== line) others.textContent = line;
  others.hidden = !line;
}

async function look() {
  if (stopped || sending) return;
  const before = base.value;
  try {
    const answer = await fetch(form.dataset.here, { method: "POST", redirect: "manual" });
    if (!answer.ok) return;
    const said = await answer.json();
    tellOthers(said.others);
    // Only where nothing is to be sent: what is sent is answered with the same.
    if (said.base !== before && base.value === before && !isDirty() && !sending) {
      say(words.newer, said.by || words.someone);
    }
  } catch {
    /* The next look says it. */
  }
}

function leave() {
  if (isDirty() && !stopped) {
    keepHere();
    if (new Blob([text()]).size < MOST_AT_LEAVING) save({ leaving: true });
  }
}

/** What was typed here earlier and never arrived; the server judges on what it builds. */
function takeUp() {
  let found;
  try {
    found = JSON.parse(kept(form.dataset.kept) || "null");
  } catch {
    found = null;
  }
  if (!found) return;
  for (const [name, field] of Object.entries(fields)) field.value = found[name] ?? field.value;
  if (!isDirty()) return keepHere();
  base.value = found.base;
  editor?.commands.setContent(body.value, { emitUpdate: false });
  say(words.found);
  plan(PAUSE);
}

form.addEventListener("input", changed);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await save({ version: true });
});
addEventListener("online", () => isDirty() && save());
addEventListener("pagehide", () => {
  leave();
  const gone = new URLSearchParams({ leave: "1" });
  fetch(form.dataset.here, { method: "POST", body: gone, keepalive: true }).catch(() => {});
});
document.addEventListener("visibilitychange", () => document.hidden && isDirty() && save());

// Whatever leads away from here leads to what was typed last.
for (const link of document.querySelectorAll(".writing a[href]:not(#overtaken a)")) {
  link.addEventListener("click", async (event) => {
    if (!isDirty() || stopped || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (await save()) location.href = link.href;
  });
}
for (const other of document.querySelectorAll("form[data-after-saving]")) {
  other.addEventListener("submit", async (event) => {
    if (!isDirty() || stopped) return;
    event.preventDefault();
    if (await save()) other.requestSubmit(event.submitter);
  });
}

body.addEventListener("prose-editor:ready", ({ detail }) => {
  editor = detail.editor;
  // Its bar comes a moment later.
  editor.on("create", () => {
    images(editor, dress(editor, body, words));
    document.documentElement.dataset.writing = "ready";
  });
  // The editor writes the same text in its own way, which is no change.
  if (!isDirty()) {
    body.value = editor.isEmpty ? "" : editor.getHTML();
    sent = text();
  }
  takeUp();
});
setInterval(look, Number(form.dataset.every) * 1000);
