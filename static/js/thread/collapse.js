/** Branches that a reader folds stay folded for the visit. */

import { article, onChange, plural } from "./thread.js";

const list = document.querySelector("#thread");
const words = document.querySelector("#words").dataset;
const name = `folded:${article}`;
const folded = new Set(recall());

function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "[]");
  } catch {
    return [];
  }
}

function remember() {
  try {
    sessionStorage.setItem(name, JSON.stringify([...folded]));
  } catch {
    /* folded until the page is left */
  }
}

/** Draw what is folded: one pass, since the list is in thread order. */
function draw() {
  const places = [...list.querySelectorAll(":scope > [data-path]")];
  let hiding = null;
  places.forEach((place, index) => {
    const { path, id } = place.dataset;
    if (hiding && !path.startsWith(hiding)) hiding = null;
    place.classList.toggle("folded-away", hiding !== null);
    const isFolded = folded.has(id);
    let size = 0;
    while (places[index + size + 1]?.dataset.path.startsWith(path)) size += 1;
    button(place, size, isFolded);
    if (isFolded && hiding === null && size) hiding = path;
  });
}

function button(place, size, isFolded) {
  const foot = place.querySelector("footer") ?? place;
  let fold = foot.querySelector(".fold");
  if (!size) return fold?.remove();
  if (!fold) {
    fold = document.createElement("button");
    fold.type = "button";
    fold.className = "fold link";
    foot.append(fold);
  }
  fold.setAttribute("aria-expanded", String(!isFolded));
  const text = isFolded ? plural(words.unfoldOne, words.unfoldMany, size) : plural(words.foldOne, words.foldMany, size);
  if (fold.textContent !== text) fold.textContent = text;
  return fold;
}

list.addEventListener("click", ({ target }) => {
  if (!target.classList.contains("fold")) return;
  const { id } = target.closest("[data-id]").dataset;
  if (!folded.delete(id)) folded.add(id);
  remember();
  draw();
});

/** Open every branch that hides this reaction. */
export function unfold(node) {
  for (const place of list.querySelectorAll(":scope > [data-path]"))
    if (node !== place && node.dataset.path.startsWith(place.dataset.path)) folded.delete(place.dataset.id);
  remember();
  draw();
}

onChange(draw);
draw();
