/** The moderators' queue: filling and emptying by itself, judged by keys, by touch or by mouse. */

import { claims } from "./colleagues.js";
import { decisions } from "./decisions.js";
import { Socket, address } from "./socket.js";

document.documentElement.classList.add("live");
const list = document.querySelector("#queue");
const words = document.querySelector("#words").dataset;
const line = document.querySelector("#live");
const nothing = document.querySelector("#nothing");
const keys = document.querySelector("#keys");

const entries = () => [...list.querySelectorAll(":scope > [data-id]")];
const keyOf = (entry) => `${entry.dataset.id}/${entry.dataset.revision}`;
const isOpen = (entry) => Boolean(entry.querySelector("form.verdict")) && !entry.classList.contains("decided");
const isBusy = (entry) =>
  entry.contains(document.activeElement) ||
  entry.classList.contains("decided") ||
  entry.querySelector("details.reject[open]");

// --- The list ------------------------------------------------------------------------------------

let asked = null;
let again = false;

/** Fetch the queue and mend the list; several rings while fetching are answered by one more. */
async function refresh() {
  if (asked) {
    again = true;
    return asked;
  }
  asked = mend().catch(() => {});
  await asked;
  asked = null;
  if (again) {
    again = false;
    refresh();
  }
  return undefined;
}

async function mend() {
  const response = await fetch(location.href, { cache: "no-store" });
  if (response.redirected || !response.ok) return location.reload();
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = [...page.querySelectorAll("#queue > [data-id]")];
  const waiting = new Set(fresh.map(keyOf));
  for (const entry of entries()) {
    if (waiting.has(keyOf(entry)) || entry.querySelector("[data-decided]")) continue;
    // What someone is working on is never pulled away from under their hands.
    if (isBusy(entry)) markElsewhere(entry);
    else entry.remove();
  }
  const here = new Set(entries().map(keyOf));
  for (const entry of fresh) if (!here.has(keyOf(entry))) put(document.adoptNode(entry), fresh);
  const count = page.querySelector("#count").textContent;
  for (const place of document.querySelectorAll("#count, #queue-count")) place.textContent = count;
  document.title = page.title;
  nothing.hidden = entries().length > 0;
  document.querySelector("#news").textContent = words.newsMany.replace("%n", count);
  colleagues.draw();
  return undefined;
}

/** Put a new entry where the server has it: before the first of those after it that is here. */
function put(entry, fresh) {
  const order = fresh.map((other) => other.dataset.id);
  const after = new Set(order.slice(order.indexOf(entry.dataset.id) + 1));
  const next = entries().find((other) => after.has(other.dataset.id));
  list.insertBefore(entry, next ?? null);
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

const current = () => document.activeElement?.closest?.(".entry") ?? list.querySelector(".entry.current");

function go(entry) {
  if (!entry) return;
  for (const other of list.querySelectorAll(".current")) other.classList.remove("current");
  entry.classList.add("current");
  entry.focus({ preventScroll: true });
  entry.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function step(direction) {
  const open = entries().filter(isOpen);
  const from = current();
  if (!from) return go(open[0]);
  const all = entries();
  const rest = direction > 0 ? all.slice(all.indexOf(from) + 1) : all.slice(0, all.indexOf(from)).reverse();
  return go(rest.find(isOpen));
}

const deciding = decisions(words, {
  // The next entry is there at once.
  decided: (entry) => {
    const all = entries();
    const position = all.indexOf(entry);
    go([...all.slice(position + 1), ...all.slice(0, position)].find(isOpen) ?? entry);
  },
  undone: go,
});

function openReject(entry) {
  const reject = entry?.querySelector("details.reject");
  if (!reject) return;
  reject.open = true;
  reject.querySelector("select").focus();
}

const commands = {
  j: () => step(1),
  k: () => step(-1),
  f: () => current()?.querySelector("button[value=approve]")?.click(),
  d: () => openReject(current()),
  u: () => deciding.undoLast(),
  z: () => follow("[data-conversation]"),
  b: () => follow("[data-writer]"),
  "/": () => {
    document.querySelector(".filters").open = true;
    document.querySelector("#zoek").focus();
  },
  "?": () => keys.showModal(),
};

function follow(link) {
  const target = current()?.querySelector(link);
  if (target) window.open(target.href, "_blank", "noopener");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
  const { target, key } = event;
  const reject = target.closest?.("details.reject[open]");
  if (target.matches("textarea, input")) return;
  if (reject && key === "Escape") {
    reject.open = false;
    go(reject.closest(".entry"));
    return;
  }
  if (reject && /^[1-9]$/.test(key)) {
    const select = reject.querySelector("select");
    if (select.options[key]) {
      event.preventDefault();
      select.selectedIndex = Number(key);
      reject.querySelector("button[value=reject]").click();
    }
    return;
  }
  if (target.matches("select")) return;
  const command = commands[key];
  if (!command) return;
  event.preventDefault();
  command();
});
document.querySelector("#keys-open").addEventListener("click", () => keys.showModal());

// --- Live ----------------------------------------------------------------------------------------

const colleagues = claims(list, words, (message) => socket?.send(message));
list.addEventListener("focusin", ({ target }) => {
  const entry = target.closest(".entry");
  if (entry) colleagues.lookAt(Number(entry.dataset.id));
});

const socket =
  list.dataset.live === undefined
    ? null
    : new Socket(() => address("/live/wachtrij/"), {
        message: (message) => {
          if (message.queue) refresh();
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
