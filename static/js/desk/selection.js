/** Choosing several entries of the list: by box, by key, or a range with Shift. */

const list = document.querySelector("#queue");
const bar = document.querySelector("#together");
const told = document.querySelector("#chosen");
const wholePage = document.querySelector("#choose-page");
const all = document.querySelector("#choose-all");
const [approve, reject] = bar.querySelectorAll("button[name=verdict]");
const keys = document.querySelector("#keys");

const boxes = () => [...list.querySelectorAll("input[name=chosen]")];
let last = null;

function tell() {
  const there = boxes();
  const count = there.filter((box) => box.checked).length;
  const words = all.checked ? all.nextElementSibling.textContent : said(count);
  if (told.textContent !== words) told.textContent = words;
  bar.hidden = there.length === 0;
  bar.classList.toggle("active", count > 0 || all.checked);
  approve.disabled = reject.disabled = count === 0 && !all.checked;
  wholePage.checked = count > 0 && count === there.length;
  wholePage.indeterminate = count > 0 && count < there.length;
  for (const box of there) box.closest(".entry").classList.toggle("chosen", box.checked);
}

function said(count) {
  if (count === 0) return told.dataset.none;
  return count === 1 ? told.dataset.one : told.dataset.many.replace("%n", count);
}

/** All between the box that was used last and this one become as this one is. */
function range(box) {
  const there = boxes();
  const [from, to] = [there.indexOf(last), there.indexOf(box)].sort((a, b) => a - b);
  if (from < 0) return;
  for (const other of there.slice(from, to + 1)) other.checked = box.checked;
}

list.addEventListener("click", (event) => {
  const box = event.target.closest("input[name=chosen]");
  if (!box) return;
  if (event.shiftKey) range(box);
  last = box;
  tell();
});
// With Shift a browser would mark the text in between.
list.addEventListener("mousedown", (event) => {
  if (event.shiftKey && event.target.closest(".choose label")) event.preventDefault();
});
wholePage.addEventListener("click", () => {
  for (const box of boxes()) box.checked = wholePage.checked;
  tell();
});
all.addEventListener("click", tell);

const commands = {
  x: () => {
    const entry = document.activeElement?.closest?.(".entry") ?? list.querySelector(".entry.current");
    entry?.querySelector("input[name=chosen]")?.click();
  },
  F: () => approve.click(),
  D: () => reject.click(),
};

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || keys.open) return;
  if (target.matches("textarea, select, input:not([type=checkbox])")) return;
  // Capitals by Shift, and not because the lock is on.
  if (key !== key.toLowerCase() && !event.shiftKey) return;
  if (!Object.hasOwn(commands, key)) return;
  event.preventDefault();
  commands[key]();
});

// The list fills and empties by itself, and what was chosen may leave it.
new MutationObserver(tell).observe(list, { childList: true });
tell();
