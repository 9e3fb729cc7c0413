/** Who has which entry open. Kept by nobody: every desk tells its own, and forgets the silent. */

const LAPSES = 120_000;
const REPEAT = 45_000;

/**
 * @param {HTMLElement} list the queue
 * @param {DOMStringMap} words what to say
 * @param {(message: unknown) => void} send to the other desks
 */
export function claims(list, words, send) {
  const looking = new Map(); // desk → {name, at, since}
  let mine = null;
  let touched = 0;

  const tell = () => send({ at: mine });

  function draw() {
    const now = Date.now();
    for (const [desk, { since }] of looking) if (now - since > LAPSES) looking.delete(desk);
    for (const entry of list.querySelectorAll(".entry")) {
      const names = [...looking.values()].filter(({ at }) => at === Number(entry.dataset.id)).map(({ name }) => name);
      const place = entry.querySelector(".colleague");
      if (!place) continue;
      place.hidden = names.length === 0;
      const text = names.length ? words.looks.replace("%s", names.join(", ")) : "";
      if (place.textContent !== text) place.textContent = text;
    }
  }

  /** Whoever does anything looks at the entry that has the focus. */
  function touch() {
    touched = Date.now();
    const entry = document.activeElement?.closest("#queue > .entry");
    if (!entry || Number(entry.dataset.id) === mine) return;
    mine = Number(entry.dataset.id);
    tell();
  }

  list.addEventListener("focusin", touch);
  for (const kind of ["keydown", "pointerdown", "scroll"]) document.addEventListener(kind, touch, { passive: true });
  // Who looks away for two minutes lets go.
  setInterval(() => {
    if (mine !== null && Date.now() - touched > LAPSES) mine = null;
    tell();
    draw();
  }, REPEAT);

  return {
    draw,
    ask: () => {
      send("who");
      if (mine !== null) tell();
    },
    take: ({ looks, who }) => {
      if (who && mine !== null) tell();
      if (!looks) return;
      if (looks.at === null) looking.delete(looks.desk);
      else looking.set(looks.desk, { ...looks, since: Date.now() });
      draw();
    },
  };
}
