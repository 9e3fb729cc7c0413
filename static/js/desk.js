/** The moderators' queue, filling and emptying by itself, without touching what is being judged. */

import { Socket, address } from "./socket.js";

document.documentElement.classList.add("live");
const list = document.querySelector("#queue");
const words = document.querySelector("#words")?.dataset;
const line = document.querySelector("#live");
const nothing = document.querySelector("#nothing");

const entries = () => [...list.querySelectorAll(":scope > [data-id]")];
const keyOf = (entry) => `${entry.dataset.id}/${entry.dataset.revision}`;
const isBusy = (entry) => entry.contains(document.activeElement) || entry.querySelector("details.reject[open]");

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
  const response = await fetch(location.pathname, { cache: "no-store" });
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
  for (const entry of fresh) {
    if (here.has(keyOf(entry))) continue;
    const node = document.adoptNode(entry);
    list.append(node);
    window.htmx?.process(node);
  }
  const count = page.querySelector("#count").textContent;
  for (const place of document.querySelectorAll("#count, #queue-count")) place.textContent = count;
  document.title = page.title;
  nothing.hidden = entries().length > 0;
  const news = document.querySelector("#news");
  news.textContent = words.newsMany.replace("%n", count);
  return undefined;
}

function markElsewhere(entry) {
  if (entry.classList.contains("elsewhere")) return;
  entry.classList.add("elsewhere");
  const note = document.createElement("p");
  note.className = "errors";
  note.setAttribute("role", "status");
  note.textContent = words.elsewhere;
  entry.querySelector("form")?.before(note);
}

if (list?.dataset.live !== undefined) {
  new Socket(() => address("/live/wachtrij/"), {
    message: refresh,
    state: (state) => {
      document.documentElement.dataset.live = state;
      line.hidden = state === "open";
      line.className = "quiet lost";
      line.textContent = words.lost;
      // What happened while there was no line is fetched now.
      if (state === "open") refresh();
    },
  });
}

// After a decision the focus goes on to the next entry that waits.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const entry = detail.elt?.closest?.(".entry");
  if (!entry) return;
  if (!entry.querySelector("[data-decided]")) return entry.querySelector("[role=alert]")?.focus();
  let next = entry.nextElementSibling;
  while (next && next.querySelector("[data-decided]")) next = next.nextElementSibling;
  return (next ?? entry).focus({ preventScroll: next === null });
});
