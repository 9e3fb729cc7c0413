/** The moderators' queue: filling and emptying by itself, judged by keys, by touch or by mouse. */

import { Behaviour } from "../shared/behaviour.js";
import { EntryList } from "../shared/entry-list.js";
import { isPlainKey } from "../shared/keys.js";
import { LiveSocket } from "../shared/live-socket.js";
import { PendingDecisions } from "../shared/pending-decisions.js";
import { announceCounts, badgeQuery } from "../shared/unread-badge.js";
import { chooseBasis, openReject, verdictKeys } from "../shared/verdict-keys.js";
import { Swipe } from "./swipe.js";
import { Viewing } from "./viewing.js";

const MOST_TOLD = 10;
const byId = (id) => document.getElementById(id);
const keyOf = ({ dataset }) => `${dataset.id} ${dataset.state}`;
const isOpen = (entry) => Boolean(entry.querySelector("form.verdict")) && !entry.matches(".decided, .theirs");
const isTold = (entry) => Boolean(entry.querySelector("[data-told]"));
const isBusy = (entry) =>
  entry.contains(document.activeElement) ||
  entry.classList.contains("decided") ||
  entry.querySelector("details.reject[open]");

/** Of the list. Options: `words`, and `deskWords`, what is said of decisions. */
export class Queue extends Behaviour {
  start() {
    const { element, options } = this;
    this.waits = parseInt(byId("count").textContent, 10);
    this.viewing = new Viewing(element, { words: options.words, send: (message) => this.socket.send(message) });
    this.list = new EntryList(element, {
      isOpen,
      isTaken: (entry) => this.viewing.isTaken(entry),
      merge: (fresh) => this.#merge(fresh),
      merged: (page) => this.#drawPage(page),
      refused: (response) => this.#leave(response),
    });
    this.decisions = new PendingDecisions(document, {
      words: options.deskWords,
      decided: (entry, said) => this.#goOn(entry, said),
      undone: (entry) => this.list.goTo(entry),
      change: (change) => this.list.keepStill(change),
      // The push to the queue says it too, unless there is no line.
      sent: () => document.documentElement.dataset.live !== "open" && this.list.refresh(),
    });
    this.socket = new LiveSocket(() => `/live/wachtrij/?${badgeQuery()}`, {
      message: (message) => this.#take(message),
      state: (state) => this.#setState(state),
    });
    const swipe = new Swipe(element, { choices: (entry) => this.#choices(entry) });
    this.commands = {
      j: () => this.list.step(1),
      k: () => this.list.step(-1),
      ...verdictKeys(() => this.list.current),
      u: () => this.decisions.undoLast(),
      "/": () => {
        document.querySelector(".filters").open = true;
        byId("zoek").focus();
      },
      "?": () => byId("keys").showModal(),
    };
    for (const part of [this.viewing, this.list, this.decisions, this.socket, swipe]) {
      part.connect();
      this.atEnd(() => part.disconnect());
    }
    this.listen(document, "keydown", (event) => this.#press(event));
  }

  // --- The list ------------------------------------------------------------------------------------

  #merge(fresh) {
    const now = new Set(fresh.map(keyOf));
    const reports = new Map(fresh.map(({ dataset }) => [dataset.id, dataset.reports]));
    for (const entry of this.list.entries) {
      if (isTold(entry)) continue;
      if (now.has(keyOf(entry))) {
        // More reports came in: who is reading this one first decides on those that are there.
        if (!isBusy(entry) && reports.get(entry.dataset.id) !== entry.dataset.reports) entry.remove();
        continue;
      }
      // What someone is working on is never pulled away from under their hands.
      if (isBusy(entry)) this.#markElsewhere(entry);
      else entry.remove();
    }
    // Of what was decided here the latest stay, to look back on. That a colleague was first stays too.
    const isDone = (entry) => entry.querySelector("[data-decided]") && !entry.contains(document.activeElement);
    for (const entry of this.list.entries.filter(isDone).slice(0, -MOST_TOLD)) entry.remove();
    this.list.addMissing(fresh);
  }

  #markElsewhere(entry) {
    if (entry.classList.contains("elsewhere") || entry.classList.contains("decided")) return;
    entry.classList.add("elsewhere");
    const note = document.createElement("p");
    note.className = "errors";
    note.setAttribute("role", "status");
    note.textContent = this.options.words.elsewhere;
    entry.querySelector("form")?.before(note);
  }

  #drawPage(page) {
    const { words } = this.options;
    const count = page.querySelector("#count").textContent;
    for (const place of document.querySelectorAll("#count, #queue-count")) place.textContent = count;
    for (const place of document.querySelectorAll(".views .many")) {
      place.textContent = page.getElementById(place.id).textContent;
    }
    document.title = page.title;
    byId("nothing").hidden = this.list.entries.length > 0;
    // That it empties is one's own work, and known.
    if (parseInt(count, 10) > this.waits) byId("news").textContent = words.newsMany.replace("%n", count);
    this.waits = parseInt(count, 10);
    this.viewing.draw();
  }

  /** No longer let in: to where one signs in, but not away from what is still to be sent. */
  #leave({ redirected, status }) {
    if ((redirected || status === 403) && !this.decisions.areStuck) location.reload();
  }

  // --- Deciding ------------------------------------------------------------------------------------

  #goOn(entry, said) {
    byId("news").textContent = said;
    this.viewing.announceDecision(entry);
    this.list.goTo(this.list.after(entry) ?? entry);
  }

  #choices(entry) {
    if (!isOpen(entry)) return {};
    const approve = entry.querySelector("button[value=approve]");
    const reject = entry.querySelector("details.reject");
    return {
      right: approve && { word: approve.textContent.trim(), act: () => approve.click() },
      left: reject && { word: reject.querySelector("summary").textContent.trim(), act: () => openReject(entry) },
    };
  }

  #press(event) {
    const { target, key } = event;
    // A key that is held down moves on, and never decides more than once.
    if (event.repeat && !"jk".includes(key)) return;
    if (key === "Escape") this.#escape(target);
    if (!isPlainKey(event) || chooseBasis(event) || target.matches("select")) return;
    const command = this.commands[key];
    if (!command) return;
    event.preventDefault();
    command();
  }

  /** Back to the list, from whatever field. */
  #escape(target) {
    const reject = target.closest?.("details.reject[open]");
    if (reject) {
      reject.open = false;
      this.list.goTo(reject.closest(".entry"));
    } else if (target.closest?.(".filters")) {
      this.list.goTo(this.element.querySelector(".entry.current") ?? this.list.open[0]);
    }
  }

  // --- Live ----------------------------------------------------------------------------------------

  #take(message) {
    if (message.bell) announceCounts();
    else if (message.queue) this.list.refresh();
    else this.viewing.take(message);
  }

  #setState(state) {
    const line = byId("live");
    document.documentElement.dataset.live = state;
    line.hidden = state === "open";
    line.className = "quiet lost";
    line.textContent = this.options.words.lost;
    if (state !== "open") return;
    // What happened while there was no line is fetched now.
    this.viewing.askOthers();
    this.list.refresh();
  }
}
