/** Keeps the thread up to date: the socket, and what to do when there is none. */

import { Behaviour } from "../shared/behaviour.js";
import { LiveSocket } from "../shared/live-socket.js";
import { announceCounts, badgeQuery, markArticleSeen } from "../shared/unread-badge.js";

const POLL = 20_000;
const SHORT_BREAK = 3_500; // is nobody's business

/** Of the line that says how many read along. Options: `thread` and `words`. */
export class LiveThread extends Behaviour {
  #present = 0;
  #lostSince = 0;

  start() {
    const { thread } = this.options;
    const language = document.documentElement.lang;
    const socket = new LiveSocket(
      () => `/live/artikel/${thread.article}/?since=${thread.version}&lang=${language}&${badgeQuery()}`,
      {
        message: (message) => this.#take(message),
        state: (state) => this.#setState(state),
        gone: () => location.reload(),
      },
    ).connect();
    this.atEnd(() => socket.disconnect());
    // Where sockets do not come through at all, as in some offices, the page asks now and then.
    this.every(POLL, () => {
      if (socket.isStruggling && document.visibilityState === "visible") this.catchUp().catch(() => {});
    });
    markArticleSeen(thread.article).catch(() => {});
  }

  #setState(state) {
    // A mark for tests and style sheets: whether the page hears what happens.
    document.documentElement.dataset.live = state;
    if (state === "open") this.#lostSince = 0;
    else this.#lostSince ||= Date.now();
    this.#draw();
    if (state === "lost") this.later(SHORT_BREAK + 500, () => this.#draw());
  }

  #draw() {
    const { element: line, options } = this;
    const lost = this.#lostSince && Date.now() - this.#lostSince > SHORT_BREAK;
    line.className = `quiet ${lost ? "lost" : "open"}`;
    line.textContent = lost ? options.words.lost : options.words.present.replace("%n", this.#present);
    line.hidden = !lost && this.#present < 2;
  }

  #take(message) {
    if (message.bell) return announceCounts();
    if (message.resync) return this.#resync();
    if (!("present" in message)) return this.options.thread.apply(message);
    this.#present = message.present;
    return this.#draw();
  }

  async #resync() {
    await this.options.thread.refresh();
    await this.catchUp();
  }

  /** Ask over HTTP for what changed since the version on the page. */
  async catchUp() {
    const { thread } = this.options;
    const address = `${thread.element.dataset.changes}?since=${thread.version}`;
    const response = await fetch(address, { cache: "no-store" });
    if (response.status === 404) return location.reload();
    if (!response.ok) return undefined;
    const message = await response.json();
    return message.resync ? this.#resync() : thread.apply(message);
  }
}
