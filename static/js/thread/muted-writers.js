/**
 * Writers whom this reader folded away: a line for each of their reactions, and no more. A member's
 * are kept by the site; a guest's by their own browser, for this one debate.
 */

import { article, dress, still } from "./thread.js";

const list = document.querySelector("#thread");
const words = document.querySelector("#words").dataset;
const isMember = "away" in list.dataset;
const name = `away:${article}`;
const away = new Set(isMember ? list.dataset.away.split(" ") : recall());
/** Folded reactions that were opened all the same, for this visit. */
const opened = new Set();

function recall() {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "[]");
  } catch {
    return [];
  }
}

function remember() {
  try {
    if (away.size) localStorage.setItem(name, JSON.stringify([...away]));
    else localStorage.removeItem(name);
  } catch {
    /* folded until the page is left */
  }
}

function draw(node) {
  const isAway = away.has(node.dataset.writer);
  node.classList.toggle("away", isAway);
  node.classList.toggle("opened", isAway && opened.has(node.dataset.id));
  const there = node.querySelector(":scope > .away-line");
  if (!isAway) there?.remove();
  else if (!there) node.prepend(line(node));
}

function line(node) {
  const line = document.createElement("p");
  line.className = "away-line";
  line.id = `weg-${node.dataset.number}`;
  const writer = document.createElement("bdi");
  writer.textContent = node.querySelector(".name").textContent;
  const show = document.createElement("a");
  show.href = `#${node.id}`;
  show.textContent = words.show;
  const [before, after] = words.foldedAway.split("%s");
  line.append(before, writer, after, " ", show);
  return line;
}

/** Fold the writer of this reaction away, or show them again, wherever they are on the page. */
function change(node, link) {
  const { writer } = node.dataset;
  const back = away.delete(writer);
  if (!back) {
    away.add(writer);
    opened.clear();
  }
  link.closest("details").open = false;
  still(() => list.querySelectorAll(`[data-writer="${writer}"]`).forEach(draw));
  (back ? node : node.querySelector(".away-line a")).focus({ preventScroll: true });
  if (isMember) keep(link.href, back);
  else remember();
}

async function keep(address, back) {
  const body = new URLSearchParams(back ? { back: "1" } : {});
  try {
    // Where it leads is for who has no script; this page shows it already.
    const response = await fetch(address, { method: "POST", body, redirect: "manual" });
    if (response.type !== "opaqueredirect") throw new Error(response.status);
  } catch {
    location.assign(address); // the page itself says what is the matter
  }
}

list.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const node = event.target.closest("[data-writer]");
  const link = event.target.closest("[data-fold-away]");
  if (link) {
    event.preventDefault();
    change(node, link);
  } else if (event.target.closest(".away-line a")) {
    event.preventDefault();
    opened.add(node.dataset.id);
    still(() => draw(node));
    node.focus({ preventScroll: true });
  }
});

dress(draw);
