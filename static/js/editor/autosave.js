/**
 * Saves what is typed, and never loses it: what could not be sent is kept in this browser, and what
 * builds on a text that was replaced elsewhere is kept beside that.
 */

import { Behaviour } from "../shared/behaviour.js";
import { opensElsewhere } from "../shared/dom.js";
import { saveDraft } from "../shared/drafts.js";
import { ImageDialog } from "./image-dialog.js";
import { Toolbar } from "./toolbar.js";
import { holdLock, takeUnsentTexts } from "./unsent-texts.js";

const PAUSE = 2_000; // after the last key
const AT_MOST = 8_000; // while someone goes on typing
const AGAIN = 10_000; // when it did not arrive
const PATIENCE = 30_000; // for an answer
const MOST_AT_LEAVING = 60_000; // bytes; a browser sends no more for a page that is gone
const byId = (id) => document.getElementById(id);

/** Of the form with title, lead and body. Options: `words`. */
export class Autosave extends Behaviour {
  // Which page this is, and how many times it sent something: so that the server knows what goes on
  // after itself. A page that takes up what another left behind is that one from then on.
  #me = { page: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`, turn: 0 };
  #editor = null;
  #sending = null;
  #timer = 0;
  #since = 0; // when the first of what was not sent was typed
  #isStopped = false;
  #isKept = true; // in this browser, of what is not sent
  #isWorrying = false; // the last sending did not arrive
  #rest = []; // what other pages left behind, beside what this one took up

  constructor(form, options) {
    super(form, options);
    const { title, lead, body, base } = form.elements;
    this.fields = { title, lead, body };
    this.base = base;
    this.words = options.words;
    this.status = byId("saved");
    this.overtaken = byId("overtaken");
    this.signedOut = byId("signed-out");
    this.others = byId("others");
  }

  start() {
    const { element: form, fields } = this;
    this.sent = this.#text; // what the server has
    this.listen(form, "input", () => this.#changed());
    this.listen(form, "submit", (event) => {
      event.preventDefault();
      void this.save({ version: true });
    });
    this.listen(window, "online", () => this.isDirty && this.save());
    this.listen(window, "pagehide", () => this.#leave());
    // As it was when it was left; meanwhile it may have been saved.
    this.listen(window, "pageshow", ({ persisted }) => persisted && location.reload());
    this.listen(window, "beforeunload", (event) => {
      if (this.isDirty && (this.#isWorrying || !this.#isKept || !this.#isSmall)) event.preventDefault();
    });
    this.listen(document, "visibilitychange", () => {
      // Back from the tab in which they signed in again, perhaps.
      if (this.isDirty && (document.hidden || this.#isWorrying)) void this.save();
    });
    this.#saveBeforeLeaving();
    this.listen(fields.body, "prose-editor:ready", ({ detail }) => this.#takeEditor(detail.editor));
    this.every(Number(form.dataset.every) * 1000, () => this.#look());
  }

  get #text() {
    return JSON.stringify(Object.values(this.fields).map((field) => field.value));
  }

  get #isSmall() {
    return new Blob([this.#text]).size < MOST_AT_LEAVING;
  }

  get isDirty() {
    return !this.#isStopped && this.#text !== this.sent;
  }

  get #keptAs() {
    return `${this.element.dataset.kept}:${this.#me.page}`;
  }

  #say(word, value = "") {
    this.status.textContent = word.replace("%s", value);
  }

  /** In this browser too, until the server has it. */
  #keepHere() {
    const values = Object.fromEntries(Object.entries(this.fields).map(([name, field]) => [name, field.value]));
    const now = { ...values, ...this.#me, base: this.base.value, at: Date.now() };
    this.#isKept = saveDraft(this.#keptAs, this.isDirty ? JSON.stringify(now) : "");
  }

  #changed() {
    if (!this.isDirty) return;
    this.#keepHere();
    if (!this.#isWorrying) this.#say(this.words.unsaved);
    this.#since ||= Date.now();
    this.#plan(Math.min(PAUSE, Math.max(0, this.#since + AT_MOST - Date.now())));
  }

  #plan(delay) {
    this.cancel(this.#timer);
    this.#timer = this.later(delay, () => this.save());
  }

  // --- Sending -------------------------------------------------------------------------------------

  /**
   * Send what was typed, one at a time.
   * @param {{version?: boolean, leaving?: boolean}} how
   * @returns {Promise<boolean>} whether the server has it
   */
  async save({ version = false, leaving = false } = {}) {
    this.cancel(this.#timer);
    while (this.#sending && !leaving) await this.#sending;
    if (this.#isStopped) return false;
    if (!this.isDirty && !version) return true;
    const sends = this.#send(version, leaving);
    this.#sending = sends;
    try {
      return await sends;
    } finally {
      if (this.#sending === sends) this.#sending = null;
    }
  }

  async #send(version, leaving) {
    const { words } = this;
    const now = this.#text;
    const data = new FormData(this.element);
    this.#me.turn += 1;
    this.#keepHere();
    for (const [name, value] of Object.entries(this.#me)) data.set(name, value);
    if (version) data.set("keep", "1");
    if (!leaving && !this.#isWorrying) this.#say(words.saving);
    const { code, said } = await this.#post(data, leaving);
    if (code === 409) return this.#stop(said.aside, now, version);
    if (code === 422) return this.#fail(said.errors.join(" "), false);
    if (code !== 200) return this.#fail(code === 302 ? words.signedOut : code ? words.failed : words.offline);
    this.sent = now;
    this.#since = 0;
    this.#isWorrying = false;
    this.signedOut.hidden = true;
    this.base.value = said.base;
    this.#keepHere();
    this.#showOthers(said.others);
    if (this.isDirty) this.#changed();
    else this.#say(version ? words.version : words.saved, said.at);
    void this.#sendRest();
    return true;
  }

  /** @returns {Promise<{code: number, said: object}>} 0 when nothing came back, 302 when signed out */
  async #post(data, leaving = false) {
    const signal = leaving ? undefined : AbortSignal.timeout(PATIENCE);
    const options = { method: "POST", body: data, keepalive: leaving, redirect: "manual", signal };
    let answer;
    try {
      answer = await fetch(this.element.dataset.save, options);
    } catch {
      return { code: 0 };
    }
    if (answer.type === "opaqueredirect") {
      this.signedOut.hidden = false;
      return { code: 302 };
    }
    try {
      return { code: answer.status, said: await answer.json() };
    } catch {
      return { code: 500 }; // a page, of something between us
    }
  }

  #fail(why, again = true) {
    this.#isWorrying = true;
    this.#keepHere();
    this.#say(why);
    if (again) this.#plan(AGAIN);
    return false;
  }

  /** It was replaced elsewhere. What was typed is kept on the server; what is typed on would not be. */
  async #stop(address, was, version) {
    this.#freeze(Object.values(this.fields));
    // What was typed while it was under way goes along.
    if (this.#text !== was) return this.#send(version, false);
    this.#isStopped = true;
    this.#isWorrying = false;
    this.#keepHere();
    this.#say("");
    this.signedOut.hidden = true;
    this.overtaken.hidden = false;
    this.overtaken.querySelector("a").href = address;
    this.overtaken.scrollIntoView({ block: "center" });
    void this.#sendRest();
    return false;
  }

  #freeze(fields) {
    for (const field of fields) field.readOnly = true;
    this.#editor?.setEditable(false);
  }

  #leave() {
    if (this.isDirty) {
      this.#keepHere();
      if (this.#isSmall) void this.save({ leaving: true });
    }
    const gone = new URLSearchParams({ leave: "1" });
    fetch(this.element.dataset.here, { method: "POST", body: gone, keepalive: true }).catch(() => {});
  }

  /** Whatever leads away from here leads to what was typed last. */
  #saveBeforeLeaving() {
    for (const link of document.querySelectorAll(".writing a[href]:not([target], #overtaken a)")) {
      this.listen(link, "click", async (event) => {
        if (!this.isDirty || opensElsewhere(event)) return;
        event.preventDefault();
        if (await this.save()) location.href = link.href;
      });
    }
    for (const other of document.querySelectorAll("form[data-after-saving]")) {
      this.listen(other, "submit", async (event) => {
        if (!this.isDirty) return;
        event.preventDefault();
        if (await this.save()) other.requestSubmit(event.submitter);
      });
    }
  }

  // --- Others --------------------------------------------------------------------------------------

  #showOthers(names = []) {
    const { others, words } = this;
    const word = names.length > 1 ? words.openMany : words.openOne;
    const line = names.length ? word.replace("%s", names.join(", ")) : "";
    if (others.textContent.trim() !== line) others.textContent = line;
    others.hidden = !line;
  }

  async #look() {
    if (this.#isStopped || this.#sending) return;
    const before = this.base.value;
    try {
      const answer = await fetch(this.element.dataset.here, { method: "POST", redirect: "manual" });
      if (answer.type === "opaqueredirect") {
        this.signedOut.hidden = false;
        return;
      }
      if (!answer.ok) return;
      const said = await answer.json();
      this.signedOut.hidden = true;
      this.#showOthers(said.others);
      // Only where nothing is to be sent: what is sent is answered with the same.
      if (said.base !== before && this.base.value === before && !this.isDirty && !this.#sending) {
        this.#say(this.words.newer, said.by || this.words.someone);
      }
    } catch {
      /* The next look says it. */
    }
  }

  /** What other pages left: each becomes a version beside what is there. */
  async #sendRest() {
    const parts = this.#rest;
    this.#rest = [];
    for (const one of parts) {
      const data = new FormData();
      for (const name of Object.keys(this.fields)) data.set(name, one[name]);
      data.set("base", "none");
      const { code } = await this.#post(data);
      if (code === 200 || code === 409) saveDraft(one.name, "");
      else this.#rest.push(one);
      if (code === 409) this.#say(this.words.beside);
    }
  }

  // --- The editor ----------------------------------------------------------------------------------

  #takeEditor(editor) {
    const { body, title, lead } = this.fields;
    this.#editor = editor;
    // Without our part of it, which may not have arrived, it would leave out notes and tables' heads.
    if (!editor.schema.nodes.noteNumber) {
      this.#isStopped = true;
      this.#freeze([title, lead]);
      this.#say(this.words.incomplete);
      return;
    }
    // Its bar comes a moment later.
    editor.on("create", () => this.isConnected && this.#connectBar(editor));
    // The editor writes the same text in its own way, which is no change.
    if (!this.isDirty) {
      body.value = editor.isEmpty ? "" : editor.getHTML();
      this.sent = this.#text;
    }
    void this.#takeUp();
  }

  #connectBar(editor) {
    const toolbar = new Toolbar(this.fields.body, { editor, words: this.words }).connect();
    const dialog = new ImageDialog(byId("image-dialog"), { editor, bar: toolbar.bar }).connect();
    for (const part of [toolbar, dialog]) this.atEnd(() => part.disconnect());
    document.documentElement.dataset.writing = "ready";
  }

  /** What was typed here earlier and never arrived; the server judges on what it builds. */
  async #takeUp() {
    const { signal, fields } = this;
    await holdLock(this.#keptAs, signal);
    const others = await takeUnsentTexts(`${this.element.dataset.kept}:`, signal);
    this.#rest = others.filter(({ page }) => page !== this.#me.page);
    // Not over what was typed since.
    const found = this.isDirty ? undefined : this.#rest.pop();
    if (!found) return this.#sendRest();
    for (const [name, field] of Object.entries(fields)) field.value = found[name] ?? field.value;
    if (!this.isDirty) {
      saveDraft(found.name, "");
      return this.#sendRest();
    }
    // Without a lock it may be sent by the page that kept it, too.
    if (navigator.locks) Object.assign(this.#me, { page: found.page, turn: found.turn });
    else saveDraft(found.name, "");
    this.base.value = found.base;
    this.#keepHere();
    this.#editor.commands.setContent(fields.body.value, { emitUpdate: false });
    this.#say(this.words.found);
    return this.#plan(PAUSE);
  }
}
