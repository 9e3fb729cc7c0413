/** Moderating under the piece itself: the entry of the desk in a dialog, with its time to undo. */

import { Behaviour } from "../shared/behaviour.js";
import { fetchPage, focusOn, opensElsewhere } from "../shared/dom.js";
import { PendingDecisions } from "../shared/pending-decisions.js";
import { chooseBasis, verdictKeys } from "../shared/verdict-keys.js";

const SHOWN = 6_000;

/** Options: `thread` and `words`. */
export class ModerationDialog extends Behaviour {
  constructor(dialog, options) {
    super(dialog, options);
    this.open = dialog.querySelector("ol");
    this.decided = document.querySelector("#decided");
  }

  start() {
    const { element: dialog, open, options } = this;
    const keys = dialog.querySelector("details.keys");
    this.decisions = new PendingDecisions(document, {
      words: options.words,
      decided: (entry) => this.#setAside(entry),
      undone: (entry) => this.#bringBack(entry),
      sent: () => this.#followUp(),
    }).connect();
    this.atEnd(() => this.decisions.disconnect());
    this.commands = {
      ...verdictKeys(() => open.querySelector(".entry")),
      "?": () => {
        keys.open = !keys.open;
        focusOn(keys.querySelector("summary"));
      },
    };
    this.listen(document, "click", (event) => this.#click(event));
    this.listen(document, "keydown", (event) => this.#press(event));
  }

  #click(event) {
    const link = event.target.closest("#thread .for-moderator");
    if (!link || opensElsewhere(event)) return;
    event.preventDefault();
    // What was decided on it waits still: there is the way back.
    const waiting = this.decided.querySelector(`[data-id="${link.closest("[data-id]").dataset.id}"] button`);
    if (waiting) focusOn(waiting);
    else void this.#load(link.href);
  }

  async #load(address) {
    try {
      const { response, page } = await fetchPage(address);
      if (response.redirected || !response.ok) throw new Error(response.status);
      this.#show(page);
    } catch {
      location.assign(address);
    }
  }

  #show(page) {
    document.querySelector("#canned")?.remove();
    const canned = page.querySelector("#canned");
    if (canned) document.body.append(document.adoptNode(canned));
    const entry = document.adoptNode(page.querySelector(".entry"));
    this.#bringBack(entry);
    this.element.scrollTop = 0;
    // Where there is one thing to decide, it is open.
    const reject = entry.querySelector("button[value=approve]") ? null : entry.querySelector("details.reject");
    if (!reject) return;
    reject.open = true;
    focusOn(reject.querySelector("select"));
  }

  /** Beside the page while it can be undone, and until it is known what became of it. */
  #setAside(entry) {
    this.decided.append(entry);
    this.element.close();
    focusOn(entry.querySelector(".grace button"));
  }

  #bringBack(entry) {
    this.open.replaceChildren(entry);
    if (!this.element.open) this.element.showModal();
    focusOn(entry);
  }

  #followUp() {
    for (const entry of this.decided.querySelectorAll(".entry:not(.decided)")) {
      if (entry.querySelector("[data-decided]")) this.later(SHOWN, () => this.#putAway(entry));
      // A colleague was first, or it did not arrive: that must be read.
      else if (!this.element.open) this.#bringBack(entry);
    }
  }

  /** What is done goes by itself, and the focus with it: to the reaction, or what is in its place. */
  #putAway(entry) {
    const had = entry.contains(document.activeElement);
    entry.remove();
    if (had) focusOn(this.options.thread.find(entry.dataset.id) ?? document.querySelector("#reacties"));
  }

  #press(event) {
    const { target, key } = event;
    const isOpen = this.element.open;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (target.matches("textarea, input")) return;
    // The entry's own keys only while it is open: under the piece a letter is a letter.
    if (isOpen && chooseBasis(event)) return;
    if (target.matches("select")) return;
    const command = key === "u" ? () => this.decisions.undoLast() : isOpen && this.commands[key];
    if (!command) return;
    event.preventDefault();
    command();
  }
}
