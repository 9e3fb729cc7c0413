/** Who has which entry open, or just decided on it. Kept by nobody: every desk tells its own, and
 * forgets the silent. */

import { Behaviour } from "../shared/behaviour.js";

const LAPSES = 120_000;
const REPEAT = 45_000;
const ON_ITS_WAY = 15_000; // a decision waits ten seconds before it is sent

/** Of the queue. Options: `words`, and `send(message)` to the other desks. */
export class Viewing extends Behaviour {
  #viewed = new Map(); // desk → {name, at, since}
  #decided = new Map(); // entry → {desk, name, since}
  #mine = null;
  #touched = 0;

  start() {
    const touch = () => this.#touch();
    this.listen(this.element, "focusin", touch);
    for (const type of ["keydown", "pointerdown", "scroll"]) this.listen(document, type, touch, { passive: true });
    this.every(REPEAT, () => {
      // Who looks away for two minutes lets go.
      if (Date.now() - this.#touched > LAPSES) this.#mine = null;
      this.#send();
      this.draw();
    });
  }

  #send() {
    this.options.send({ at: this.#mine });
  }

  #sendMine() {
    if (this.#mine !== null) this.#send();
  }

  /** Whoever does anything looks at the entry that has the focus. */
  #touch() {
    this.#touched = Date.now();
    const entry = document.activeElement?.closest("#queue > .entry");
    if (!entry || Number(entry.dataset.id) === this.#mine) return;
    this.#mine = Number(entry.dataset.id);
    this.#send();
  }

  draw() {
    const { words } = this.options;
    const now = Date.now();
    for (const [desk, { since }] of this.#viewed) if (now - since > LAPSES) this.#viewed.delete(desk);
    for (const [at, { since }] of this.#decided) if (now - since >= ON_ITS_WAY) this.#decided.delete(at);
    for (const entry of this.element.querySelectorAll(".entry")) {
      const place = entry.querySelector(".colleague");
      if (!place) continue;
      const id = Number(entry.dataset.id);
      const decision = this.#decided.get(id);
      const names = [...this.#viewed.values()].filter(({ at }) => at === id).map(({ name }) => name);
      const looks = names.length ? words.looks.replace("%s", names.join(", ")) : "";
      const text = decision ? words.decides.replace("%s", decision.name) : looks;
      place.hidden = !text;
      entry.classList.toggle("theirs", Boolean(decision));
      if (place.textContent !== text) place.textContent = text;
    }
  }

  /** Whether to leave this one to a colleague. */
  isTaken(entry) {
    return !(entry.querySelector(".colleague")?.hidden ?? true);
  }

  announceDecision(entry) {
    this.options.send({ decides: Number(entry.dataset.id) });
  }

  askOthers() {
    this.options.send("who");
    this.#sendMine();
  }

  /** What another desk tells. */
  take({ looks, decides, who }) {
    if (who) this.#sendMine();
    if (decides) {
      this.#decided.set(decides.at, { ...decides, since: Date.now() });
      this.later(ON_ITS_WAY, () => this.draw());
      this.draw();
    }
    if (!looks) return;
    // Back at what they decided on: it was undone.
    if (this.#decided.get(looks.at)?.desk === looks.desk) this.#decided.delete(looks.at);
    if (looks.at === null) this.#viewed.delete(looks.desk);
    else this.#viewed.set(looks.desk, { ...looks, since: Date.now() });
    this.draw();
  }
}
