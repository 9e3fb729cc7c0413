/** Moderating under the piece itself: the entry of the desk in a dialog, with its time to undo. */

import { decisions } from "../shared/pending-decisions.js";
import { chooseGround, judging } from "../shared/verdict-keys.js";
import { find } from "./thread.js";

const dialog = document.querySelector("#moderate");
const open = dialog.querySelector("ol");
const made = document.querySelector("#decided");
const words = document.querySelector("#desk-words").dataset;

const focusOn = (element) => element?.focus({ preventScroll: true });
const SHOWN = 6_000;

document.addEventListener("click", async (event) => {
  const link = event.target.closest("#thread .for-moderator");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // What was decided on it waits still: there is the way back.
  const waiting = made.querySelector(`[data-id="${link.closest("[data-id]").dataset.id}"] button`);
  if (waiting) return focusOn(waiting);
  try {
    const response = await fetch(link.href, { cache: "no-store" });
    if (response.redirected || !response.ok) throw new Error(response.status);
    show(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    location.assign(link.href);
  }
});

function show(page) {
  document.querySelector("#canned")?.remove();
  const canned = page.querySelector("#canned");
  if (canned) document.body.append(document.adoptNode(canned));
  const entry = document.adoptNode(page.querySelector(".entry"));
  open.replaceChildren(entry);
  dialog.showModal();
  dialog.scrollTop = 0;
  // Where there is one thing to decide, it is open.
  const reject = entry.querySelector("button[value=approve]") ? null : entry.querySelector("details.reject");
  if (!reject) return focusOn(entry);
  reject.open = true;
  return focusOn(reject.querySelector("select"));
}

/** Beside the page while it can be undone, and until it is known what became of it. */
function setAside(entry) {
  made.append(entry);
  dialog.close();
  focusOn(entry.querySelector(".grace button"));
}

/** What is done goes by itself, and the focus with it: to the reaction, or what is in its place. */
function putAway(entry) {
  const had = entry.contains(document.activeElement);
  entry.remove();
  if (had) focusOn(find(entry.dataset.id) ?? document.querySelector("#reacties"));
}

function bringBack(entry) {
  open.replaceChildren(entry);
  if (!dialog.open) dialog.showModal();
  focusOn(entry);
}

const deciding = decisions(words, {
  decided: setAside,
  undone: bringBack,
  change: (change) => change(),
  sent: () => {
    for (const entry of made.querySelectorAll(".entry:not(.decided)")) {
      const done = entry.querySelector("[data-decided]");
      if (done) setTimeout(() => putAway(entry), SHOWN);
      // A colleague was first, or it did not arrive: that must be read.
      else if (!dialog.open) bringBack(entry);
    }
  },
});

const keys = dialog.querySelector("details.keys");
const commands = {
  ...judging(() => open.querySelector(".entry")),
  "?": () => {
    keys.open = !keys.open;
    focusOn(keys.querySelector("summary"));
  },
};

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (target.matches("textarea, input")) return;
  // The entry's own keys only while it is open: under the piece a letter is a letter.
  if (dialog.open && chooseGround(event)) return;
  if (target.matches("select")) return;
  const command = key === "u" ? deciding.undoLast : dialog.open && commands[key];
  if (!command) return;
  event.preventDefault();
  command();
});
