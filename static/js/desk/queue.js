/** The moderators' queue: filling and emptying by itself, judged by keys, by touch or by mouse. */

import { asked, ring } from "../shared/unread-badge.js";
import { claims } from "./viewing.js";
import { decisions } from "../shared/pending-decisions.js";
import { chooseGround, judging, openReject } from "../shared/verdict-keys.js";
import { Socket, address } from "../shared/live-socket.js";
import { steady } from "../shared/scroll-anchor.js";
import { swipeSetting, swipes } from "./swipe.js";
import { walk } from "../shared/list-cursor.js";

document.documentElement.classList.add("live");
const list = document.querySelector("#queue");
const words = document.querySelector("#words").dataset;
const said = document.querySelector("#desk-words").dataset;
const line = document.querySelector("#live");
const nothing = document.querySelector("#nothing");
const keys = document.querySelector("#keys");
const pages = document.querySelector("#pages");
const news = document.querySelector("#news");
let waits = parseInt(document.querySelector("#count").textContent, 10);

const keyOf = (entry) => `${entry.dataset.id} ${entry.dataset.state}`;
const isOpen = (entry) => Boolean(entry.querySelector("form.verdict")) && !entry.matches(".decided, .theirs");
const { entries, current, go, step, after, put } = walk(list, isOpen, (entry) => colleagues.isTaken(entry));
const isTold = (entry) => Boolean(entry.querySelector("[data-told]"));
const isBusy = (entry) =>
  entry.contains(document.activeElement) ||
  entry.classList.contains("decided") ||
  entry.querySelector("details.reject[open]");

const MOST_TOLD = 10;
const BREATH = 1_000; // between two fetches: on a busy site it rings all the time

// --- The list ------------------------------------------------------------------------------------

let mending = null;
let again = false;
let mended = 0;

/** Fetch the queue and mend the list; several rings while fetching are answered by one more. */
async function refresh() {
  if (mending) {
    again = true;
    return mending;
  }
  const pause = Math.max(0, mended + BREATH - Date.now());
  mending = new Promise((done) => setTimeout(done, pause)).then(mend).catch(() => {});
  await mending;
  mended = Date.now();
  mending = null;
  if (again) {
    again = false;
    refresh();
  }
  return undefined;
}

async function mend() {
  const response = await fetch(location.href, { cache: "no-store" });
  // No longer let in: to where one signs in, but not away from what is still to be sent.
  if (response.redirected || response.status === 403) return deciding.areStuck() || location.reload();
  if (!response.ok) throw new Error(response.status);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  steady(entries(), () => mendList([...page.querySelectorAll("#queue > [data-id]")]));
  const count = page.querySelector("#count").textContent;
  for (const place of document.querySelectorAll("#count, #queue-count")) place.textContent = count;
  for (const place of document.querySelectorAll(".views .many")) {
    place.textContent = page.getElementById(place.id).textContent;
  }
  document.title = page.title;
  nothing.hidden = entries().length > 0;
  pages.hidden = page.querySelector("#pages").hidden;
  pages.firstElementChild.href = page.querySelector("#pages > a").href;
  // That it empties is one's own work, and known.
  if (parseInt(count, 10) > waits) news.textContent = words.newsMany.replace("%n", count);
  waits = parseInt(count, 10);
  colleagues.draw();
  return undefined;
}

function mendList(fresh) {
  const now = new Set(fresh.map(keyOf));
  const reports = new Map(fresh.map(({ dataset }) => [dataset.id, dataset.reports]));
  for (const entry of entries()) {
    if (isTold(entry)) continue;
    if (now.has(keyOf(entry))) {
      // More reports came in: who is reading this one first decides on those that are there.
      if (!isBusy(entry) && reports.get(entry.dataset.id) !== entry.dataset.reports) entry.remove();
      continue;
    }
    // What someone is working on is never pulled away from under their hands.
    if (isBusy(entry)) markElsewhere(entry);
    else entry.remove();
  }
  // Of what was decided here the latest stay, to look back on. That a colleague was first stays too.
  const isDone = (entry) => entry.querySelector("[data-decided]") && !entry.contains(document.activeElement);
  const told = entries().filter(isDone);
  for (const entry of told.slice(0, -MOST_TOLD)) entry.remove();
  const here = new Set(entries().map((entry) => entry.dataset.id));
  for (const entry of fresh) if (!here.has(entry.dataset.id)) put(document.adoptNode(entry), fresh);
}

function markElsewhere(entry) {
  if (entry.classList.contains("elsewhere") || entry.classList.contains("decided")) return;
  entry.classList.add("elsewhere");
  const note = document.createElement("p");
  note.className = "errors";
  note.setAttribute("role", "status");
  note.textContent = words.elsewhere;
  entry.querySelector("form")?.before(note);
}

// --- Moving and deciding -------------------------------------------------------------------------

const deciding = decisions(said, {
  // The next entry is there at once.
  decided: (entry, what) => {
    news.textContent = what;
    colleagues.decides(entry);
    go(after(entry) ?? entry);
  },
  undone: go,
  change: (change) => steady(entries(), change),
  // The bell of the queue says it too, unless there is no line.
  sent: () => document.documentElement.dataset.live !== "open" && refresh(),
});

swipeSetting(document.querySelector("#swipe"));
swipes(list, (entry) => {
  if (!isOpen(entry)) return {};
  const approve = entry.querySelector("button[value=approve]");
  const reject = entry.querySelector("details.reject");
  return {
    right: approve && { word: approve.textContent.trim(), act: () => approve.click() },
    left: reject && { word: reject.querySelector("summary").textContent.trim(), act: () => openReject(entry) },
  };
});

const commands = {
  j: () => step(1),
  k: () => step(-1),
  ...judging(current),
  u: () => deciding.undoLast(),
  "/": () => {
    document.querySelector(".filters").open = true;
    document.querySelector("#zoek").focus();
  },
  "?": () => keys.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
  // A key that is held down moves on, and never decides more than once.
  if (event.repeat && !"jk".includes(event.key)) return;
  const { target, key } = event;
  const reject = target.closest?.("details.reject[open]");
  // Escape leads back to the list, from whatever field.
  if (reject && key === "Escape") {
    reject.open = false;
    go(reject.closest(".entry"));
    return;
  }
  if (key === "Escape" && target.closest?.(".filters")) {
    go(list.querySelector(".entry.current") ?? entries().find(isOpen));
    return;
  }
  if (target.matches("textarea, input:not([type=checkbox])")) return;
  if (chooseGround(event)) return;
  if (target.matches("select")) return;
  const command = commands[key];
  if (!command) return;
  event.preventDefault();
  command();
});
document.querySelector("#keys-open").addEventListener("click", () => keys.showModal());

// --- Live ----------------------------------------------------------------------------------------

const colleagues = claims(list, words, (message) => socket.send(message));

const socket = new Socket(() => address(`/live/wachtrij/?${asked()}`), {
  message: (message) => {
    if (message.bell) ring();
    else if (message.queue) refresh();
    else colleagues.take(message);
  },
  state: (state) => {
    document.documentElement.dataset.live = state;
    line.hidden = state === "open";
    line.className = "quiet lost";
    line.textContent = words.lost;
    // What happened while there was no line is fetched now.
    if (state === "open") {
      colleagues.ask();
      refresh();
    }
  },
});
