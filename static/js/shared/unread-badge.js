/** The badge in the header: how many notices are unread, kept right while the page is open. */

import { Behaviour } from "./behaviour.js";
import { coalesce } from "./coalesce.js";

const PAUSE = 1_000; // between two counts
const QUIET = 10_000; // between two things said aloud
const badge = () => document.querySelector("#bell");

/** What a page asks of its socket: to be told of its badge, from the number that it shows. */
export const badgeQuery = () => (badge() ? `bel=${badge().dataset.unread}` : "");

/** Tell whatever counts something for this person that it may have changed. */
export const announceCounts = () => document.dispatchEvent(new Event("counts"));

/** The article is on the screen, and with it what the badge has to say of it. */
export async function markArticleSeen(article) {
  if (!badge() || badge().dataset.unread === "0") return;
  const response = await fetch(badge().dataset.seen.replace("/0/", `/${article}/`), { method: "POST" });
  if (response.ok) document.dispatchEvent(new CustomEvent("unread", { detail: await response.json() }));
}

/** Options: `news`, the place where a screen reader hears of something new. */
export class UnreadBadge extends Behaviour {
  #said = -QUIET;

  start() {
    this.listen(
      document,
      "counts",
      coalesce(this, PAUSE, () => this.#count()),
    );
    this.listen(document, "unread", ({ detail }) => this.#show(detail));
  }

  async #count() {
    const response = await fetch(this.element.dataset.count, { cache: "no-store" });
    if (response.ok && this.isConnected) this.#show(await response.json());
  }

  #show({ unread, number }) {
    const { element, options } = this;
    const { none, many, news } = element.dataset;
    const before = Number(element.dataset.unread);
    element.dataset.unread = unread;
    element.querySelector("[data-name]").textContent = unread ? many.replace("%n", number) : none;
    const pill = element.querySelector("[data-number]");
    pill.textContent = number;
    pill.hidden = unread === 0;
    if (unread <= before || performance.now() - this.#said <= QUIET) return;
    this.#said = performance.now();
    // What it says already would not be read out again.
    options.news.textContent = "";
    this.later(100, () => {
      options.news.textContent = news;
    });
  }
}
