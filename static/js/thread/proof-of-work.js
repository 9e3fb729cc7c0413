/**
 * A proof of work for guests, when the site asks for one: solved while they type, in a worker.
 *
 * The form is sent when the proof is there. Without one, whatever the cause, it is sent all the same:
 * a moderator looks at it first.
 */

import { Behaviour } from "../shared/behaviour.js";

const FRESH = 60_000; // milliseconds for which "nothing is asked" holds
const LONGEST = 20_000; // that anyone has to wait

/** Of a form with the server's addresses in `data-proof` and `data-solver`. */
export class ProofOfWork extends Behaviour {
  #asked = null; // { at, key, isNeeded, isDone, proof: a promise }
  #isWaiting = false;

  start() {
    const { element: form } = this;
    this.listen(form, "focusin", ({ target }) => target.name === "text" && this.#prove());
    // Before anyone else hears that the form is sent.
    this.listen(form, "submit", (event) => this.#hold(event), { capture: true });
  }

  #hold(event) {
    const { element: form } = this;
    // Refused for another reason, the form comes back with the proof that it had.
    if (!this.#asked && form.elements.proof.value) return;
    const proof = this.#prove();
    if (this.#asked.isDone) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.#isWaiting) return; // sent twice: the first is on its way
    this.#isWaiting = true;
    const line = form.querySelector(".proving");
    line.hidden = false;
    proof.then(() => {
      line.hidden = true;
      this.#isWaiting = false;
      if (this.isConnected) form.requestSubmit(event.submitter);
    });
  }

  /** Begin, unless that was done already; resolves when there is nothing left to wait for. */
  #prove() {
    const key = this.element.elements.key.value;
    const before = this.#asked;
    if (before?.key === key && (before.isNeeded || Date.now() - before.at < FRESH)) return before.proof;
    const asked = { at: Date.now(), key, isNeeded: false, isDone: false };
    this.#asked = asked;
    asked.proof = this.#ask(asked)
      .catch(() => {})
      .finally(() => {
        asked.isDone = true;
      });
    return asked.proof;
  }

  async #ask(asked) {
    const { dataset, elements } = this.element;
    const address = `${dataset.proof}?key=${encodeURIComponent(asked.key)}`;
    const answer = await fetch(address, { signal: AbortSignal.timeout(LONGEST) });
    if (answer.status !== 200) return;
    asked.isNeeded = true;
    const challenge = await answer.json();
    const solution = await solve(dataset.solver, challenge);
    if (solution) elements.proof.value = btoa(JSON.stringify({ challenge, solution }));
  }
}

function solve(address, challenge) {
  return new Promise((resolve) => {
    const worker = new Worker(address);
    const end = (solution) => {
      clearTimeout(late);
      worker.terminate();
      resolve(solution?.derivedKey ? solution : null);
    };
    const late = setTimeout(end, LONGEST);
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = () => end(null);
    worker.postMessage({ type: "work", challenge, counterStart: 0, counterStep: 1 });
  });
}
