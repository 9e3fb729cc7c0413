/** Who has which entry open, or just decided on it. Kept by nobody: every desk tells its own, and
 * forgets the silent. */

const LAPSES = 120_000;
const REPEAT = 45_000;
const ON_ITS_WAY = 15_000; // a decision waits ten seconds before it is sent

/**
 * @param {HTMLElement} list the queue
 * @param {DOMStringMap} words what to say
 * @param {(message: unknown) => void} send to the other desks
 */
export function claims(list, words, send) {
  const looking = new Map(); // desk → {name, at, since}
  const decided = new Map(); // entry → {desk, name, since}
  let mine = null;
  let touched = 0;

  const tell = () => send({ at: mine });

  function draw() {
    const now = Date.now();
    for (const [desk, { since }] of looking) if (now - since > LAPSES) looking.delete(desk);
    for (const [at, { since }] of decided) if (now - since >= ON_ITS_WAY) decided.delete(at);
    for (const entry of list.querySelectorAll(".entry")) {
      const done = decided.get(Number(entry.dataset.id));
      const names = [...looking.values()].filter(({ at }) => at === Number(entry.dataset.id)).map(({ name }) => name);
      const place = entry.querySelector(".colleague");
      if (!place) continue;
      const looks = names.length ? words.looks.replace("%s", names.join(", ")) : "";
      const text = done ? words.decides.replace("%s", done.name) : looks;
      place.hidden = !text;
      entry.classList.toggle("theirs", Boolean(done));
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
    /** Whether to leave this one to a colleague. */
    isTaken: (entry) => !(entry.querySelector(".colleague")?.hidden ?? true),
    decides: (entry) => send({ decides: Number(entry.dataset.id) }),
    ask: () => {
      send("who");
      if (mine !== null) tell();
    },
    take: ({ looks, decides, who }) => {
      if (who && mine !== null) tell();
      if (decides) {
        decided.set(decides.at, { ...decides, since: Date.now() });
        setTimeout(draw, ON_ITS_WAY);
        draw();
      }
      if (!looks) return;
      // Back at what they decided on: it was undone.
      if (decided.get(looks.at)?.desk === looks.desk) decided.delete(looks.at);
      if (looks.at === null) looking.delete(looks.desk);
      else looking.set(looks.desk, { ...looks, since: Date.now() });
      draw();
    },
  };
}
