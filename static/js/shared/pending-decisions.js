/** Decisions wait some seconds before they are sent, so that one can be taken back untold. */

import { Behaviour } from "./behaviour.js";
import { focusOn, parseFragment } from "./dom.js";

const AGAIN = 5_000; // until what could not be sent is tried again
const TWICE = 500; // milliseconds within which a second tap in one place
const BESIDE = 24; // or so many pixels beside it, was no decision on what came under the thumb
const NOT_NOW = [502, 503, 504]; // answers of a server that is being started again

/** That a decision cannot be sent now, and how that is said. */
class Stuck extends Error {}

/**
 * Options: `words`, what to say and for how many seconds a decision can be taken `back`; what the
 * list does when an entry is `decided(entry, said)` or `undone(entry)` and when a decision was
 * `sent()`; and `change`, which makes a change that must not move the screen.
 */
export class PendingDecisions extends Behaviour {
  #waiting = new Map(); // entry → {decision, bar, timer, isStuck}
  #made = 0;
  #latest = { order: 0 }; // of what was sent, as it came back
  #tapped = null;

  start() {
    this.listen(this.element, "click", (event) => this.#guardSecondTap(event), { capture: true });
    this.listen(this.element, "submit", (event) => this.#decide(event));
    this.listen(window, "online", () => this.#sendStuck());
    this.listen(document, "visibilitychange", () => document.visibilityState === "visible" && this.#sendStuck());
    // What could not be sent would not be on the way out either.
    this.listen(window, "beforeunload", (event) => this.areStuck && event.preventDefault());
    this.listen(window, "pagehide", () => this.#sendAll());
    this.atEnd(() => this.#sendAll());
  }

  /** The next entry comes up with its button where the last one was, unread. */
  #guardSecondTap(event) {
    const { detail, clientX: x, clientY: y, target, timeStamp: at } = event;
    // A key has no place, and can be counted on to be pressed on purpose.
    if (!detail || !target.closest("form.verdict :is(button, summary)")) return;
    const last = this.#tapped;
    if (last && at - last.at < TWICE && Math.hypot(x - last.x, y - last.y) < BESIDE) {
      event.preventDefault();
      event.stopPropagation();
    } else if (target.closest("button[name=verdict]")) this.#tapped = { x, y, at };
  }

  #decide(event) {
    const form = event.target.closest("form.verdict");
    if (!form) return;
    event.preventDefault();
    const entry = form.closest(".entry");
    if (this.#waiting.has(entry)) return;
    const { submitter } = event;
    const { words } = this.options;
    const data = new FormData(form, submitter);
    // Where to go on is known here: no page is asked for.
    data.delete("back");
    const address = submitter?.getAttribute("formaction") ?? form.action;
    const labels = { approve: words.approved, reject: words.rejected, keep: words.kept };
    const said = submitter?.dataset.said ?? labels[data.get("verdict")];
    const decision = { order: ++this.#made, data, address, said };
    if (isComplete(data)) this.#hold(entry, decision);
    else void this.#send(entry, decision);
  }

  #hold(entry, decision) {
    const { words, decided } = this.options;
    const timer = this.later(words.back * 1000, () => this.#send(entry, decision));
    this.#waiting.set(entry, { decision, bar: this.#makeBar(entry, decision.said), timer });
    decided(entry, decision.said);
  }

  /** What was decided, in one line in the place of the entry, with the way back. */
  #makeBar(entry, text) {
    const bar = document.createElement("p");
    bar.className = "notice grace";
    bar.setAttribute("role", "status");
    const verdict = document.createElement("b");
    verdict.textContent = text;
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "link";
    const key = document.createElement("span");
    key.className = "key";
    key.textContent = " (u)";
    undo.append(this.options.words.undo, key);
    this.listen(undo, "click", () => this.#undo(entry));
    bar.append(verdict, " ", undo);
    entry.classList.add("decided");
    entry.append(bar);
    return bar;
  }

  #undo(entry) {
    if (!this.#waiting.has(entry)) return;
    this.#forget(entry).bar.remove();
    entry.classList.remove("decided");
    this.options.undone(entry);
  }

  #forget(entry) {
    const waited = this.#waiting.get(entry);
    this.cancel(waited?.timer);
    this.#waiting.delete(entry);
    return waited;
  }

  async #send(entry, decision) {
    const { change = (act) => act(), sent } = this.options;
    const hasFocus = () => entry.contains(document.activeElement);
    this.#forget(entry);
    try {
      const answer = await this.#ask(decision);
      change(() => {
        const had = hasFocus();
        entry.replaceWith(answer);
        if (decision.order > this.#latest.order) this.#latest = { order: decision.order, answer };
        if (had) focusOn(answer.querySelector("[data-told], .reject[open] select") ?? answer);
      });
    } catch (error) {
      if (error instanceof Stuck) change(() => this.#keep(entry, decision, error.message));
      else change(() => this.#fail(entry, hasFocus()));
    }
    sent();
  }

  async #ask({ data, address }) {
    const { words } = this.options;
    const response = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(data),
      headers: { "HX-Request": "true" },
    }).catch(() => {
      throw new Stuck(words.offline);
    });
    // To the page to sign in: this session has ended.
    if (response.redirected) throw new Stuck(words.signedOut);
    if (NOT_NOW.includes(response.status)) throw new Stuck(words.offline);
    if (!response.ok && ![409, 422].includes(response.status)) throw new Error(response.status);
    return parseFragment(await response.text());
  }

  /** What cannot be sent stays decided, and is sent when it can be. */
  #keep(entry, decision, why) {
    const old = entry.querySelector(".grace");
    const bar = old ?? this.#makeBar(entry, decision.said);
    const reason = bar.querySelector(".why") ?? document.createElement("span");
    reason.className = "why";
    if (reason.textContent !== why) reason.textContent = why;
    // Put there once: what is put there again is read out again.
    if (!reason.isConnected) bar.querySelector("b").after(reason);
    const timer = this.later(AGAIN, () => this.#send(entry, decision));
    this.#waiting.set(entry, { decision, bar, timer, isStuck: true });
    if (!old) this.options.decided(entry, why);
  }

  get #stuck() {
    return [...this.#waiting].filter(([, { isStuck }]) => isStuck);
  }

  get areStuck() {
    return this.#stuck.length > 0;
  }

  #sendStuck() {
    for (const [entry, { decision }] of this.#stuck) void this.#send(entry, decision);
  }

  #fail(entry, had) {
    for (const old of entry.querySelectorAll(".grace, .failed")) old.remove();
    entry.classList.remove("decided");
    const note = document.createElement("p");
    note.className = "errors failed";
    note.setAttribute("role", "alert");
    note.textContent = this.options.words.failed;
    entry.querySelector("form.verdict").before(note);
    if (had) focusOn(entry);
  }

  /** Who leaves the page has decided: what waits is sent on the way out. */
  #sendAll() {
    for (const [entry, { decision }] of this.#waiting) {
      this.#forget(entry);
      navigator.sendBeacon(decision.address, new URLSearchParams(decision.data));
      // Should the browser bring this page back as it was, it is not there to be decided again.
      entry.remove();
    }
  }

  undoLast() {
    const entry = [...this.#waiting.keys()].at(-1);
    if (entry) this.#undo(entry);
    else this.#sayTooLate();
  }

  /** It was carried out, and can be changed only as anyone can: on the page that it links to. */
  #sayTooLate() {
    const { answer } = this.#latest;
    const told = answer?.isConnected && answer.querySelector("[data-decided]");
    if (!told) return;
    if (!told.querySelector(".late")) {
      const late = document.createElement("b");
      late.className = "late";
      late.textContent = this.options.words.late;
      told.prepend(late, " ");
    }
    told.scrollIntoView({ block: "nearest", behavior: "instant" });
    focusOn(told);
  }
}

/** A rejection without a basis goes at once: the server says what is missing. */
const isComplete = (data) =>
  data.get("verdict") !== "reject" || (data.get("ground") === "law" ? data.get("law").trim() : data.get("ground"));
