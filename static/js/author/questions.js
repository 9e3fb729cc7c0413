/** The author's list: answering in place and marking as read, by keys, by touch or by mouse. */

import { Behaviour } from "../shared/behaviour.js";
import { draftName, restoreDraft } from "../shared/comment-drafts.js";
import { parseFragment } from "../shared/dom.js";
import { readDraft } from "../shared/drafts.js";
import { EntryList } from "../shared/entry-list.js";
import { isPlainKey } from "../shared/keys.js";
import { Progress } from "./progress.js";

const STAYS = 10_000; // for what is done: so long it can be undone here
const byId = (id) => document.getElementById(id);
const isOpen = (entry) => "open" in entry.dataset;
const formIn = (entry) => entry.querySelector("#reageer form");
const isBusy = (entry) => Boolean(formIn(entry)?.elements.text.value) || entry.contains(document.activeElement);

/** Options: `words`. */
export class Questions extends Behaviour {
  start() {
    const { element, options } = this;
    this.isLive = element.hasAttribute("data-live");
    this.list = new EntryList(element, {
      isOpen,
      merge: (fresh) => {
        for (const entry of this.list.addMissing(fresh)) window.htmx.process(entry);
      },
      merged: (_page, fresh) => this.#lookAtChanged(fresh),
    });
    this.progress = new Progress(byId("bar"), { words: options.words });
    for (const part of [this.list, this.progress]) {
      part.connect();
      this.atEnd(() => part.disconnect());
    }
    this.#listenToForms();
    this.listen(document, "keydown", (event) => this.#press(event));
    this.listen(document.querySelector(".sieve"), "change", ({ currentTarget }) => currentTarget.requestSubmit());
    this.listen(document, "counts", () => this.#refresh());
    this.listen(document, "visibilitychange", () => document.visibilityState === "visible" && this.#refresh());
    for (const entry of this.list.entries) this.#drawDraft(entry);
  }

  get section() {
    return byId("reageer");
  }

  // --- What waits, and what is done ----------------------------------------------------------------

  #refresh() {
    if (this.isLive) this.list.refresh();
  }

  #settle() {
    const isLast = byId("pages").hidden;
    byId("nothing").hidden = this.list.entries.length > 0 || !isLast;
    if (!this.list.open.length && !isLast) this.#refresh();
  }

  /** What is done goes by itself, unless someone is at it: then when they have left. */
  #leaveLater(entry) {
    if (!this.isLive) return;
    this.later(STAYS, () => {
      if (!entry.isConnected) return;
      if (entry.contains(document.activeElement))
        this.listen(entry, "focusout", () => this.#leaveLater(entry), { once: true });
      else {
        this.list.keepStill(() => entry.remove());
        this.#settle();
      }
    });
  }

  /** An entry came back from the server: answered, marked as read, or waiting again. */
  #take(entry) {
    if (isOpen(entry)) {
      this.progress.add(-1);
      this.list.goTo(entry);
      return;
    }
    this.progress.add(1);
    this.#leaveLater(entry);
    this.list.goTo(this.list.after(entry) ?? entry);
    this.#settle();
  }

  async #lookAtChanged(fresh) {
    const revisions = new Map(fresh.map(({ dataset }) => [dataset.id, dataset.revision]));
    for (const entry of this.list.open) {
      if (revisions.get(entry.dataset.id) !== entry.dataset.revision) await this.#lookAt(entry);
    }
    this.#settle();
  }

  /** What became of one that is no longer where, or what, it was. */
  async #lookAt(entry) {
    const address = this.element.dataset.entry.replace("/0/", `/${entry.dataset.id}/`);
    const response = await fetch(address, { cache: "no-store", headers: { "HX-Request": "true" } });
    if (!response.ok && response.status !== 404) return;
    const now = response.ok ? parseFragment(await response.text()) : null;
    if (now && isOpen(now) && now.dataset.revision === entry.dataset.revision) return;
    if (isBusy(entry)) {
      this.#note(entry, now);
      return;
    }
    this.list.keepStill(() => {
      if (now) {
        entry.replaceWith(now);
        window.htmx.process(now);
      } else entry.remove();
    });
    if (now && !isOpen(now)) this.#leaveLater(now);
  }

  /** What someone is working on is never pulled away from under their hands; it says what happened. */
  #note(entry, now) {
    if (entry.querySelector(".meanwhile")) return;
    const { words } = this.options;
    const line = document.createElement("p");
    line.className = "notice meanwhile";
    line.setAttribute("role", "status");
    line.textContent = now ? (now.querySelector("[data-done] b")?.textContent ?? words.changed) : words.gone;
    entry.querySelector(".answer").before(line);
  }

  // --- Answering -----------------------------------------------------------------------------------

  #listenToForms() {
    this.listen(document, "click", (event) => {
      const cancel = event.target.closest(".cancel");
      if (!cancel) return;
      event.preventDefault();
      this.#answerLater(cancel.closest(".entry"));
    });
    // The form is here already.
    this.listen(document, "htmx:beforeRequest", (event) => {
      const { elt } = event.detail;
      const form = elt.matches("[data-answer]") && formIn(elt.closest(".entry"));
      if (!form) return;
      event.preventDefault();
      form.elements.text.focus();
    });
    // It was withdrawn, or the session has ended.
    this.listen(document, "htmx:responseError", ({ detail }) => {
      if (!detail.elt.matches?.("#reageer form")) this.#refresh();
    });
    this.listen(document, "htmx:beforeSwap", ({ detail }) => {
      // One form at a time: before a second is there, since both would bear the same names.
      if (detail.target.matches(".answer") && this.section) this.#putAway(this.section.closest(".entry"));
    });
    this.listen(document, "htmx:afterSettle", ({ detail }) => {
      const form = detail.elt.matches?.(".answer, #reageer") && detail.elt.querySelector("form");
      if (form) this.#open(form);
      else if (detail.elt?.matches?.(".entry") && this.element.contains(detail.elt)) this.#take(detail.elt);
    });
  }

  #open(form) {
    restoreDraft(form);
    (form.querySelector(".errors") ?? form.elements.text).focus();
  }

  #drawDraft(entry) {
    const button = entry.querySelector("[data-answer]");
    if (button && readDraft(draftName(button.dataset.article, entry.dataset.id)))
      button.textContent = this.options.words.draft;
  }

  /** Put the form away. What was typed is kept, and the button says so. */
  #putAway(entry) {
    this.#drawDraft(entry);
    entry.querySelector(".answer").replaceChildren();
  }

  #answerLater(entry) {
    this.#putAway(entry);
    this.list.goTo(entry);
  }

  // --- Keys ----------------------------------------------------------------------------------------

  #command(key) {
    const { list } = this;
    const press = (button) => list.current?.querySelector(button)?.click();
    const commands = {
      j: () => list.step(1),
      k: () => list.step(-1),
      r: () => press("[data-answer]"),
      x: () => press("[data-read]"),
      u: () => [...this.element.querySelectorAll("[data-marked] button")].at(-1)?.click(),
      z: () => {
        const link = list.current?.querySelector("[data-conversation]");
        if (link) window.open(link.href, "_blank", "noopener");
      },
      "?": () => byId("keys").showModal(),
    };
    return Object.hasOwn(commands, key) ? commands[key] : null;
  }

  #press(event) {
    const { target, key } = event;
    if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.form?.closest("#reageer")) {
      target.form.requestSubmit();
      return;
    }
    if (key === "Escape" && target.closest?.("#reageer")) {
      this.#answerLater(target.closest(".entry"));
      return;
    }
    // A key that is held down moves on, and never does more than once.
    if (!isPlainKey(event) || target.matches("select") || (event.repeat && !"jk".includes(key))) return;
    const command = this.#command(key);
    if (!command) return;
    event.preventDefault();
    command();
  }
}
