/**
 * The thread on this page. It holds all that is shown after `start` up to `end` (no end: up to the
 * end of the thread), and takes frames: how a reaction looks now. It never moves what is being read.
 */

const list = document.querySelector("#thread");
const words = document.querySelector("#words").dataset;
const reveal = document.querySelector("#reveal");
const nothing = document.querySelector("#nothing");
const pages = document.querySelector("#pages");
const more = document.querySelector("#more");
const news = document.querySelector("#news");

export const article = list.dataset.article;
export let version = Number(list.dataset.version);
const start = list.dataset.start;
let end = list.dataset.end;

/** The last message of each reaction that came in: pages loaded later may be older than these. */
const heard = new Map();
const own = new Set();
const listeners = [];

export const plural = (one, many, n) => (n === 1 ? one : many).replace("%n", n);
export const find = (pk) => list.querySelector(`[data-id="${pk}"]`);
export const findNumber = (number) => document.getElementById(`reactie-${number}`);
/** Call `listener` whenever the reactions on the page have changed. */
export const onChange = (listener) => listeners.push(listener);
function changed() {
  for (const listener of listeners) listener();
}

const dressers = [];
/** Let `dresser` make each reaction, those here and those to come, what it is for this reader. */
export function dress(dresser) {
  dressers.push(dresser);
  for (const place of places()) dresser(place);
}

function dressed(node) {
  for (const dresser of dressers) dresser(node);
  return node;
}

function read(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return dressed(template.content.firstElementChild);
}

const places = () => [...list.querySelectorAll(":scope > [data-path]")];
const inRange = (path) => path > start && (end === "" || path <= end);

// --- Without moving what is being read -----------------------------------------------------------

/** Do `change`, and put what is at the top of the screen back where it was. */
export function still(change) {
  const anchor = reading();
  const before = anchor?.element.getBoundingClientRect().top;
  change();
  if (!anchor) return;
  const element = anchor.element.isConnected ? anchor.element : find(anchor.pk);
  if (element) window.scrollBy({ top: element.getBoundingClientRect().top - before, behavior: "instant" });
}

/** The first thing on the screen that can serve as a fixed point. */
function reading() {
  const candidates = [...document.querySelectorAll(".article .prose > *, .debate-header"), ...places()];
  const element = candidates.find((candidate) => {
    const box = candidate.getBoundingClientRect();
    return box.height > 0 && box.bottom > 0 && box.top < window.innerHeight;
  });
  return element && { element, pk: element.dataset.id };
}

/** Whether something put before `next` would come above or inside what is on the screen. */
function isInSight(next) {
  while (next && (next.hidden || !next.getClientRects().length)) next = next.nextElementSibling;
  return Boolean(next) && next.getBoundingClientRect().top < window.innerHeight;
}

// --- Frames --------------------------------------------------------------------------------------

/** Take one frame: a message of the socket, or what the page missed. */
export function apply(frame) {
  const arrived = [];
  still(() => {
    for (const comment of frame.comments) {
      if ((heard.get(comment.id)?.version ?? 0) >= comment.version) continue;
      heard.set(comment.id, comment);
      if (put(comment)) arrived.push(comment);
    }
  });
  // A frame asked for over HTTP can come after a newer one from the socket.
  if (frame.version >= version) document.querySelector("#count").textContent = frame.count;
  version = Math.max(version, frame.version);
  list.dataset.version = version;
  settle();
  tell(arrived);
}

/** Put a reaction in its place; true if it is new here. */
function put(comment) {
  const old = find(comment.id);
  if (old && Number(old.dataset.version) >= comment.version) return false;
  if (old) forgetForMachines();
  if (!comment.html) {
    old?.remove();
    return false;
  }
  const node = read(comment.html);
  if (old) {
    replace(old, node);
    return false;
  }
  if (!inRange(comment.path)) return false;
  const next = places().find((place) => place.dataset.path > comment.path);
  if (own.has(comment.id)) node.classList.add("fresh");
  else if (isInSight(next)) {
    node.hidden = true;
    node.classList.add("waiting");
  } else node.classList.add("fresh");
  if (next) list.insertBefore(node, next);
  else list.append(node);
  return !own.has(comment.id) && !node.classList.contains("away");
}

/** What the page told machines when it was loaded holds words that are changed or gone by now. */
function forgetForMachines() {
  document.querySelector('script[type="application/ld+json"]')?.remove();
}

function replace(old, node) {
  const focused = old.contains(document.activeElement) && document.activeElement;
  const position = focused ? [...old.querySelectorAll("a, button")].indexOf(focused) : -1;
  node.hidden = old.hidden;
  if (old.classList.contains("waiting")) node.classList.add("waiting");
  old.replaceWith(node);
  if (focused) (node.querySelectorAll("a, button")[position] ?? node).focus({ preventScroll: true });
}

function settle() {
  const waiting = list.querySelectorAll(".waiting").length;
  reveal.hidden = waiting === 0;
  reveal.textContent = plural(words.revealOne, words.revealMany, waiting);
  nothing.hidden = places().length > 0;
  for (const place of places()) place.classList.toggle("mine", own.has(Number(place.dataset.id)));
  changed();
}

/** Say politely what came in, gathered, so that a lively debate does not talk without end. */
let toTell = [];
let telling = 0;
function tell(arrived) {
  toTell.push(...arrived);
  if (!toTell.length || telling) return;
  telling = setTimeout(() => {
    const name = find(toTell[0].id)?.querySelector(".name")?.textContent ?? "";
    news.textContent =
      toTell.length === 1 && name
        ? words.newsOne.replace("%s", name)
        : plural(words.revealOne, words.newsMany, toTell.length);
    toTell = [];
    telling = 0;
  }, 2000);
}

/** Show what came in above or inside what was being read, and go to the first of it. */
export function revealWaiting(select = ".waiting") {
  const waiting = [...list.querySelectorAll(select)];
  still(() => {
    for (const node of waiting) {
      node.hidden = false;
      node.classList.remove("waiting");
      node.classList.add("fresh");
    }
  });
  settle();
  return waiting;
}

reveal.addEventListener("click", () => {
  const [first] = revealWaiting();
  if (first) show(first);
});

/** Bring a reaction on the screen and give it the focus. */
export function show(node) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
  node.focus({ preventScroll: true });
}

/** These reactions are the visitor's own. */
export function claim(pks) {
  for (const pk of pks) own.add(pk);
  for (const pk of own) {
    const node = find(pk);
    if (node?.classList.contains("waiting")) {
      node.hidden = false;
      node.classList.remove("waiting");
    }
  }
  settle();
}

// --- Pages ---------------------------------------------------------------------------------------

async function fetchPage(after) {
  const response = await fetch(after ? `?na=${after}` : location.pathname, { cache: "no-store" });
  if (!response.ok) throw new Error(`page: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const thread = page.querySelector("#thread");
  return {
    version: Number(thread.dataset.version),
    end: thread.dataset.end,
    count: page.querySelector("#count").textContent,
    nodes: [...thread.querySelectorAll(":scope > [data-path]")].map((node) => dressed(document.adoptNode(node))),
  };
}

/** A page is put under what is there; what was heard since it was made is put over it. */
function take(page) {
  for (const node of page.nodes) {
    const old = find(node.dataset.id);
    if (!old) list.append(node);
    else if (Number(old.dataset.version) < Number(node.dataset.version)) replace(old, node);
  }
  end = list.dataset.end = page.end;
  for (const comment of heard.values()) if (comment.version > page.version) put(comment);
  pages.hidden = end === "";
  more.href = `?na=${end}`;
}

let loading = null;
/** Load the next page of the thread under this one. */
export function loadMore() {
  if (loading || end === "") return loading;
  more.textContent = words.loading;
  loading = fetchPage(end)
    .then((page) => still(() => take(page)))
    .then(settle)
    .catch(() => {}) // the link stays, and is a link
    .finally(() => {
      more.textContent = words.more;
      loading = null;
    });
  return loading;
}

/** Make all that is shown anew, for when there is too much to mend. */
export async function refresh() {
  await loading;
  const until = end;
  let page = await fetchPage(start);
  const first = page.version;
  const nodes = page.nodes;
  while (page.end !== "" && (until === "" || page.end < until)) {
    page = await fetchPage(page.end);
    nodes.push(...page.nodes);
  }
  still(() => {
    const slot = list.querySelector(".compose-slot");
    const above = slot?.previousElementSibling?.dataset.id;
    const typing = slot?.contains(document.activeElement) && document.activeElement;
    // Pages made one after the other can overlap.
    const latest = new Map(nodes.map((node) => [node.dataset.id, node]));
    list.replaceChildren(...latest.values());
    forgetForMachines();
    if (slot) (find(above) ?? list.lastElementChild)?.after(slot);
    if (typing) typing.focus({ preventScroll: true });
    end = list.dataset.end = page.end;
  });
  pages.hidden = end === "";
  more.href = `?na=${end}`;
  document.querySelector("#count").textContent = page.count;
  // The pages are as old as the first of them; what was heard since is asked for again.
  heard.clear();
  version = first;
  list.dataset.version = version;
  settle();
}
