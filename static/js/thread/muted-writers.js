/**
 * Writers whom this reader muted: a line for each of their reactions, and no more. A member's are
 * kept by the site; a guest's by their own browser, for this one debate.
 */

import { Behaviour } from "../shared/behaviour.js";
import { focusOn, opensElsewhere } from "../shared/dom.js";
import { phraseWithWriter, readMutedWriters, saveMutedWriters } from "../shared/muting.js";

/** Of the list. Options: `thread` and `words`. */
export class MutedWriters extends Behaviour {
  start() {
    const { thread } = this.options;
    const { away } = this.element.dataset;
    this.isMember = away !== undefined;
    this.muted = this.isMember ? new Set(away.split(" ")) : readMutedWriters(thread.article);
    /** Reactions that were opened all the same, for this visit. */
    this.opened = new Set();
    this.listen(this.element, "click", (event) => this.#click(event));
    thread.decorate((node) => this.#draw(node), this.signal);
  }

  #click(event) {
    if (opensElsewhere(event)) return;
    const node = event.target.closest("[data-writer]");
    const link = event.target.closest("[data-fold-away]");
    if (link) {
      event.preventDefault();
      this.#toggle(node, link);
    } else if (event.target.closest(".away-line a")) {
      event.preventDefault();
      this.opened.add(node.dataset.id);
      this.options.thread.keepStill(() => this.#draw(node));
      focusOn(node);
    }
  }

  #draw(node) {
    const isMuted = this.muted.has(node.dataset.writer);
    node.classList.toggle("away", isMuted);
    node.classList.toggle("opened", isMuted && this.opened.has(node.dataset.id));
    const line = node.querySelector(":scope > .away-line");
    if (!isMuted) line?.remove();
    else if (!line) node.prepend(this.#makeLine(node));
  }

  #makeLine(node) {
    const { words } = this.options;
    const line = document.createElement("p");
    line.className = "away-line";
    line.id = `weg-${node.dataset.number}`;
    const show = document.createElement("a");
    show.href = `#${node.id}`;
    show.textContent = words.show;
    line.append(...phraseWithWriter(words.foldedAway, node.querySelector(".name").textContent), " ", show);
    return line;
  }

  /** Mute the writer of this reaction, or show them again, wherever they are on the page. */
  #toggle(node, link) {
    const { thread } = this.options;
    const { writer } = node.dataset;
    const isBack = this.muted.delete(writer);
    if (!isBack) {
      this.muted.add(writer);
      this.opened.clear();
    }
    link.closest("details").open = false;
    thread.keepStill(() => {
      for (const one of this.element.querySelectorAll(`[data-writer="${writer}"]`)) this.#draw(one);
    });
    focusOn(isBack ? node : node.querySelector(".away-line a"));
    if (this.isMember) void post(link.href, isBack);
    else saveMutedWriters(thread.article, this.muted);
  }
}

async function post(address, isBack) {
  const body = new URLSearchParams(isBack ? { back: "1" } : {});
  try {
    // Where it leads is for who has no script; this page shows it already.
    const response = await fetch(address, { method: "POST", body, redirect: "manual" });
    if (response.type !== "opaqueredirect") throw new Error(response.status);
  } catch {
    location.assign(address); // the page itself says what is the matter
  }
}
