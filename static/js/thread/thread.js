/**
 * The thread on this page. It holds all that is shown after `start` up to `end` (no end: up to the
 * end of the thread), and takes frames: how a reaction looks now. It never moves what is being read.
 */

import { Behaviour } from "../shared/behaviour.js";
import { fetchPage, focusOn, parseFragment } from "../shared/dom.js";
import { isOnScreen, keepInPlace } from "../shared/scroll-anchor.js";

const TELL_AFTER = 2_000; // so that a lively debate does not talk without end

export const plural = (one, many, n) => (n === 1 ? one : many).replace("%n", n);

/** Bring a reaction on the screen and give it the focus. */
export function showComment(node) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
  focusOn(node);
}

/** Options: `words`. */
export class Thread extends Behaviour {
  /** The last message of each reaction that came in: pages loaded later may be older than these. */
  #heard = new Map();
  #own = new Set();
  #listeners = new Set();
  #decorators = new Set();
  #toTell = [];
  #telling = 0;
  #loading = null;

  constructor(list, options) {
    super(list, options);
    this.article = list.dataset.article;
    this.version = Number(list.dataset.version);
    for (const id of ["reveal", "nothing", "pages", "more", "news", "count"]) this[id] = document.getElementById(id);
  }

  start() {
    this.listen(this.reveal, "click", () => {
      const [first] = this.revealWaiting();
      if (first) showComment(first);
    });
  }

  get places() {
    return [...this.element.querySelectorAll(":scope > [data-path]")];
  }

  find(pk) {
    return this.element.querySelector(`[data-id="${pk}"]`);
  }

  /** Call `listener` whenever the reactions on the page have changed, until the signal. */
  onChange(listener, signal) {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener));
  }

  /** Let `decorator` make each reaction, here and to come, what it is for this reader. */
  decorate(decorator, signal) {
    this.#decorators.add(decorator);
    signal.addEventListener("abort", () => this.#decorators.delete(decorator));
    for (const place of this.places) decorator(place);
  }

  #decorated(node) {
    for (const decorator of this.#decorators) decorator(node);
    return node;
  }

  /** Do `change`, and put what is at the top of the screen back where it was. */
  keepStill(change) {
    const candidates = [...document.querySelectorAll(".article .prose > *, .debate-header"), ...this.places];
    keepInPlace(candidates.find(isOnScreen), change, ({ dataset }) => this.find(dataset.id));
  }

  // --- Frames --------------------------------------------------------------------------------------

  /** Take one frame: a message of the socket, or what the page missed. */
  apply(frame) {
    const arrived = [];
    this.keepStill(() => {
      for (const comment of frame.comments) {
        if ((this.#heard.get(comment.id)?.version ?? 0) >= comment.version) continue;
        this.#heard.set(comment.id, comment);
        if (this.#put(comment)) arrived.push(comment);
      }
    });
    // A frame asked for over HTTP can come after a newer one from the socket.
    if (frame.version >= this.version) this.count.textContent = frame.count;
    this.#setVersion(Math.max(this.version, frame.version));
    this.#settle();
    this.#announce(arrived);
  }

  #setVersion(version) {
    this.version = version;
    this.element.dataset.version = version;
  }

  /** Put a reaction in its place; true if it is new here. */
  #put(comment) {
    const old = this.find(comment.id);
    if (old && Number(old.dataset.version) >= comment.version) return false;
    if (old) dropStructuredData();
    if (!comment.html) {
      old?.remove();
      return false;
    }
    const node = this.#decorated(parseFragment(comment.html));
    if (old) {
      this.#replace(old, node);
      return false;
    }
    const { start, end } = this.element.dataset;
    if (comment.path <= start || (end !== "" && comment.path > end)) return false;
    const next = this.places.find((place) => place.dataset.path > comment.path);
    const isOwn = this.#own.has(comment.id);
    const waits = !isOwn && isInSight(next);
    node.hidden = waits;
    node.classList.add(waits ? "waiting" : "fresh");
    this.element.insertBefore(node, next ?? null);
    return !isOwn && !node.classList.contains("away");
  }

  #replace(old, node) {
    const focused = old.contains(document.activeElement) && document.activeElement;
    const position = focused ? [...old.querySelectorAll("a, button")].indexOf(focused) : -1;
    node.hidden = old.hidden;
    if (old.classList.contains("waiting")) node.classList.add("waiting");
    old.replaceWith(node);
    if (focused) focusOn(node.querySelectorAll("a, button")[position] ?? node);
  }

  #settle() {
    const { reveal, options } = this;
    const waiting = this.element.querySelectorAll(".waiting").length;
    reveal.hidden = waiting === 0;
    reveal.textContent = plural(options.words.revealOne, options.words.revealMany, waiting);
    this.nothing.hidden = this.places.length > 0;
    for (const place of this.places) place.classList.toggle("mine", this.#own.has(Number(place.dataset.id)));
    for (const listener of this.#listeners) listener();
  }

  /** Say politely what came in, gathered. */
  #announce(arrived) {
    this.#toTell.push(...arrived);
    if (!this.#toTell.length || this.#telling) return;
    this.#telling = this.later(TELL_AFTER, () => {
      const { words } = this.options;
      const [first, ...others] = this.#toTell;
      const name = this.find(first.id)?.querySelector(".name")?.textContent;
      this.news.textContent =
        name && !others.length
          ? words.newsOne.replace("%s", name)
          : plural(words.revealOne, words.newsMany, this.#toTell.length);
      this.#toTell = [];
      this.#telling = 0;
    });
  }

  /** Show what came in above or inside what was being read. */
  revealWaiting(select = ".waiting") {
    const waiting = [...this.element.querySelectorAll(select)];
    this.keepStill(() => {
      for (const node of waiting) {
        node.hidden = false;
        node.classList.replace("waiting", "fresh");
      }
    });
    this.#settle();
    return waiting;
  }

  /** These reactions are the visitor's own. */
  markOwn(pks) {
    for (const pk of pks) this.#own.add(pk);
    for (const pk of this.#own) {
      const node = this.find(pk);
      if (!node?.classList.contains("waiting")) continue;
      node.hidden = false;
      node.classList.remove("waiting");
    }
    this.#settle();
  }

  // --- Pages ---------------------------------------------------------------------------------------

  async #fetchPart(after) {
    const { response, page } = await fetchPage(after ? `?na=${after}` : location.pathname);
    if (!response.ok) throw new Error(`page: ${response.status}`);
    const list = page.querySelector("#thread");
    return {
      version: Number(list.dataset.version),
      end: list.dataset.end,
      count: page.querySelector("#count").textContent,
      nodes: [...list.querySelectorAll(":scope > [data-path]")].map((node) =>
        this.#decorated(document.adoptNode(node)),
      ),
    };
  }

  #setEnd(end) {
    this.element.dataset.end = end;
    this.pages.hidden = end === "";
    this.more.href = `?na=${end}`;
  }

  /** A page is put under what is there; what was heard since it was made is put over it. */
  #take(part) {
    for (const node of part.nodes) {
      const old = this.find(node.dataset.id);
      if (!old) this.element.append(node);
      else if (Number(old.dataset.version) < Number(node.dataset.version)) this.#replace(old, node);
    }
    this.#setEnd(part.end);
    for (const comment of this.#heard.values()) if (comment.version > part.version) this.#put(comment);
  }

  /** Load the next page of the thread under this one. */
  loadMore() {
    const { end } = this.element.dataset;
    if (this.#loading || end === "") return this.#loading;
    const { words } = this.options;
    this.more.textContent = words.loading;
    this.#loading = this.#fetchPart(end)
      .then((part) => this.keepStill(() => this.#take(part)))
      .then(() => this.#settle())
      .catch(() => {}) // the link stays, and is a link
      .finally(() => {
        this.more.textContent = words.more;
        this.#loading = null;
      });
    return this.#loading;
  }

  /** Make all that is shown anew, for when there is too much to mend. */
  async refresh() {
    await this.#loading;
    const { start, end: until } = this.element.dataset;
    let part = await this.#fetchPart(start);
    const { version, nodes } = part;
    while (part.end !== "" && (until === "" || part.end < until)) {
      part = await this.#fetchPart(part.end);
      nodes.push(...part.nodes);
    }
    this.keepStill(() => this.#replaceAll(nodes));
    this.#setEnd(part.end);
    this.count.textContent = part.count;
    // The pages are as old as the first of them; what was heard since is asked for again.
    this.#heard.clear();
    this.#setVersion(version);
    this.#settle();
  }

  #replaceAll(nodes) {
    const slot = this.element.querySelector(".compose-slot");
    const above = slot?.previousElementSibling?.dataset.id;
    const typing = slot?.contains(document.activeElement) && document.activeElement;
    // Pages made one after the other can overlap.
    const latest = new Map(nodes.map((node) => [node.dataset.id, node]));
    this.element.replaceChildren(...latest.values());
    dropStructuredData();
    if (slot) (this.find(above) ?? this.element.lastElementChild)?.after(slot);
    if (typing) focusOn(typing);
  }
}

/** What the page told machines when it was loaded holds words that are changed or gone by now. */
function dropStructuredData() {
  document.querySelector('script[type="application/ld+json"]')?.remove();
}

/** Whether something put before `next` would come above or inside what is on the screen. */
function isInSight(next) {
  while (next && (next.hidden || !next.getClientRects().length)) next = next.nextElementSibling;
  return Boolean(next) && next.getBoundingClientRect().top < window.innerHeight;
}
