/**
 * Saves what is typed, and never loses it: what could not be sent is kept in this browser, and what
 * builds on a text that was replaced elsewhere is kept beside that.
 */

import { keep } from "../shared/drafts.js";
import { images } from "./image-dialog.js";
import { leftBehind, stay } from "./unsent-drafts.js";
import { dress } from "./toolbar.js";

const PAUSE = 2_000; // after the last key
const AT_MOST = 8_000; // while someone goes on typing
const AGAIN = 10_000; // when it did not arrive
const PATIENCE = 30_000; // for an answer
const MOST_AT_LEAVING = 60_000; // bytes; a browser sends no more for a page that is gone

const form = document.getElementById("writing");
const words = document.getElementById("writing-words").dataset;
const status = document.getElementById("saved");
const overtaken = document.getElementById("overtaken");
const signedOut = document.getElementById("signed-out");
const others = document.getElementById("others");
const { title, lead, body, base } = form.elements;
const fields = { title, lead, body };

// Which page this is, and how many times it sent something: so that the server knows what goes on
// after itself. A page that takes up what another left behind is that one from then on.
const me = { page: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`, turn: 0 };

let editor = null;
let sent = text(); // what the server has
let sending = null;
let timer = 0;
let since = 0; // when the first of what was not sent was typed
let stopped = false;
let isKept = true; // in this browser, of what is not sent
let isWorrying = false; // the last sending did not arrive
let rest = []; // what other pages left behind, beside what this one took up

function text() {
  return JSON.stringify(Object.values(fields).map((field) => field.value));
}

const isDirty = () => !stopped && text() !== sent;
const say = (word, value = "") => (status.textContent = word.replace("%s", value));
const keptAs = () => `${form.dataset.kept}:${me.page}`;

/** In this browser too, until the server has it. */
function keepHere() {
  const values = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
  const now = { ...values, ...me, base: base.value, at: Date.now() };
  isKept = keep(keptAs(), isDirty() ? JSON.stringify(now) : "");
}

function changed() {
  if (!isDirty()) return;
  keepHere();
  if (!isWorrying) say(words.unsaved);
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
  me.turn += 1;
  keepHere();
  for (const [name, value] of Object.entries(me)) data.set(name, value);
  if (version) data.set("keep", "1");
  if (!leaving && !isWorrying) say(words.saving);
  const { code, said } = await post(data, leaving);
  if (code === 409) return stop(said.aside, now, version);
  if (code === 422) return later(said.errors.join(" "), false);
  if (code !== 200) return later(code === 302 ? words.signedOut : code ? words.failed : words.offline);
  sent = now;
  since = 0;
  isWorrying = false;
  signedOut.hidden = true;
  base.value = said.base;
  keepHere();
  tellOthers(said.others);
  if (isDirty()) changed();
  else say(version ? words.version : words.saved, said.at);
  if (rest.length) void sendRest();
  return true;
}

/** @returns {Promise<{code: number, said: object}>} 0 when nothing came back, 302 when signed out */
async function post(data, leaving = false) {
  const signal = leaving ? undefined : AbortSignal.timeout(PATIENCE);
  let answer;
  try {
    answer = await fetch(form.dataset.save, {
      method: "POST",
      body: data,
      keepalive: leaving,
      redirect: "manual",
      signal,
    });
  } catch {
    return { code: 0 };
  }
  if (answer.type === "opaqueredirect") {
    signedOut.hidden = false;
    return { code: 302 };
  }
  try {
    return { code: answer.status, said: await answer.json() };
  } catch {
    return { code: 500 }; // a page, of something between us
  }
}

function later(why, again = true) {
  isWorrying = true;
  keepHere();
  say(why);
  if (again) plan(AGAIN);
  return false;
}

/** It was replaced elsewhere. What was typed is kept on the server; what is typed on would not be. */
async function stop(address, was, version) {
  for (const field of Object.values(fields)) field.readOnly = true;
  editor?.setEditable(false);
  // What was typed while it was under way goes along.
  if (text() !== was) return send(version, false);
  stopped = true;
  isWorrying = false;
  keepHere();
  say("");
  signedOut.hidden = true;
  overtaken.hidden = false;
  overtaken.querySelector("a").href = address;
  overtaken.scrollIntoView({ block: "center" });
  if (rest.length) void sendRest();
  return false;
}

/** What other pages left: each becomes a version beside what is there. */
async function sendRest() {
  const parts = rest;
  rest = [];
  for (const one of parts) {
    const data = new FormData();
    for (const name of Object.keys(fields)) data.set(name, one[name]);
    data.set("base", "none");
    const { code } = await post(data);
    if (code === 200 || code === 409) keep(one.name, "");
    else rest.push(one);
    if (code === 409) say(words.beside);
  }
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
    if (answer.type === "opaqueredirect") {
      signedOut.hidden = false;
      return;
    }
    if (!answer.ok) return;
    const said = await answer.json();
    signedOut.hidden = true;
    tellOthers(said.others);
    // Only where nothing is to be sent: what is sent is answered with the same.
    if (said.base !== before && base.value === before && !isDirty() && !sending) {
      say(words.newer, said.by || words.someone);
    }
  } catch {
    /* The next look says it. */
  }
}

const isSmall = () => new Blob([text()]).size < MOST_AT_LEAVING;

function leave() {
  if (!isDirty()) return;
  keepHere();
  if (isSmall()) void save({ leaving: true });
}

/** What was typed here earlier and never arrived; the server judges on what it builds. */
async function takeUp() {
  await stay(keptAs());
  rest = (await leftBehind(`${form.dataset.kept}:`)).filter(({ page }) => page !== me.page);
  // Not over what was typed since.
  const found = isDirty() ? undefined : rest.pop();
  if (!found) return rest.length ? sendRest() : undefined;
  for (const [name, field] of Object.entries(fields)) field.value = found[name] ?? field.value;
  if (!isDirty()) {
    keep(found.name, "");
    return rest.length ? sendRest() : undefined;
  }
  // Without a lock it may be sent by the page that kept it, too.
  if (navigator.locks) Object.assign(me, { page: found.page, turn: found.turn });
  else keep(found.name, "");
  base.value = found.base;
  keepHere();
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
// As it was when it was left; meanwhile it may have been saved.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
addEventListener("beforeunload", (event) => {
  if (isDirty() && (isWorrying || !isKept || !isSmall())) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (!isDirty()) return;
  // Back from the tab in which they signed in again, perhaps.
  if (document.hidden || isWorrying) void save();
});

// Whatever leads away from here leads to what was typed last.
for (const link of document.querySelectorAll(".writing a[href]:not([target], #overtaken a)")) {
  link.addEventListener("click", async (event) => {
    if (!isDirty() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (await save()) location.href = link.href;
  });
}
for (const other of document.querySelectorAll("form[data-after-saving]")) {
  other.addEventListener("submit", async (event) => {
    if (!isDirty()) return;
    event.preventDefault();
    if (await save()) other.requestSubmit(event.submitter);
  });
}

body.addEventListener("prose-editor:ready", ({ detail }) => {
  editor = detail.editor;
  // Without our part of it, which may not have arrived, it would leave out notes and tables' heads.
  if (!editor.schema.nodes.noteNumber) {
    stopped = true;
    editor.setEditable(false);
    for (const field of [title, lead]) field.readOnly = true;
    say(words.incomplete);
    return;
  }
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
  void takeUp();
});
setInterval(look, Number(form.dataset.every) * 1000);
