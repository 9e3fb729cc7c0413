/** Going to a reaction on this page and back, and to the one that the address names. */

import { Behaviour } from "../shared/behaviour.js";
import { opensElsewhere } from "../shared/dom.js";
import { showComment } from "./thread.js";

const findNumber = (number) => document.getElementById(`reactie-${number}`);
const addressed = () => /^#reactie-(\d+)$/.exec(location.hash)?.[1];

/** Of the list. Options: `thread`, `branches` and `words`. */
export class Permalinks extends Behaviour {
  start() {
    this.listen(document, "click", (event) => {
      const link = event.target.closest("[data-to]");
      if (!link || opensElsewhere(event)) return;
      if (this.#jump(link.dataset.to, link.closest("[data-number]")?.dataset.number)) event.preventDefault();
    });
    this.listen(window, "popstate", () => {
      const node = findNumber(addressed());
      // On the way back the browser knows best where the reader was.
      if (node && !this.#uncover(node)) mark(node);
      else this.#openAddressed();
    });
    this.#openAddressed();
  }

  /** Go to a reaction on this page, and leave a way back at it. */
  #jump(number, from) {
    const node = findNumber(number);
    if (!node) return false;
    this.#uncover(node);
    document.querySelector(".back")?.remove();
    if (from) {
      const back = document.createElement("a");
      back.className = "back";
      back.href = `#reactie-${from}`;
      back.dataset.to = from;
      back.textContent = this.options.words.back.replace("%n", from);
      (node.querySelector("footer") ?? node).append(back);
    }
    history.pushState(null, "", `#reactie-${number}`);
    mark(node);
    showComment(node);
    return true;
  }

  /** Show a reaction that waits to be revealed or is collapsed; true if it did. */
  #uncover(node) {
    if (node.getClientRects().length) return false;
    this.options.thread.revealWaiting(`#${node.id}.waiting`);
    this.options.branches.expand(node);
    return true;
  }

  /** An address that ends in #reactie-12 opens it, whichever page of the thread holds it. */
  #openAddressed() {
    const number = addressed();
    const node = findNumber(number);
    if (node) {
      this.#uncover(node);
      mark(node);
      node.scrollIntoView({ block: "center", behavior: "instant" });
    } else if (number) location.replace(this.element.dataset.place.replace("/0/", `/${number}/`));
  }
}

function mark(node) {
  for (const found of document.querySelectorAll(".found")) found.classList.remove("found");
  node.classList.add("found");
}
