/**
 * A proof of work for guests, when the site asks for one: solved while they type, in a worker.
 *
 * The form is sent when the proof is there. Without one, whatever the cause, it is sent all the same:
 * a moderator looks at it first.
 */

const FRESH = 60_000; // milliseconds for which "nothing is asked" holds
const LONGEST = 20_000; // that anyone has to wait
const asked = new WeakMap(); // form -> { at, key, proof: a promise }

const keyOf = (form) => form.elements.key.value;

/** Begin, unless that was done for this form already; resolves when there is nothing left to wait for. */
function prove(form) {
  const before = asked.get(form);
  if (before && before.key === keyOf(form) && (before.needed || Date.now() - before.at < FRESH)) return before.proof;
  const now = { at: Date.now(), key: keyOf(form), needed: false, done: false };
  asked.set(form, now);
  now.proof = ask(form, now)
    .catch(() => {})
    .finally(() => (now.done = true));
  return now.proof;
}

async function ask(form, now) {
  const address = `${form.dataset.proof}?key=${encodeURIComponent(now.key)}`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(LONGEST) });
  if (answer.status !== 200) return;
  now.needed = true;
  const challenge = await answer.json();
  const solution = await solve(form.dataset.solver, challenge);
  if (solution) form.elements.proof.value = btoa(JSON.stringify({ challenge, solution }));
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

const proving = (event) => event.target.closest?.("form[data-proof]");

document.addEventListener("focusin", (event) => {
  const form = proving(event);
  if (form && event.target.name === "text") prove(form);
});

// Before anyone else hears that the form is sent.
document.addEventListener(
  "submit",
  (event) => {
    const form = proving(event);
    // Refused for another reason, the form comes back with the proof that it had.
    if (!form || (!asked.has(form) && form.elements.proof.value)) return;
    const proof = prove(form);
    if (asked.get(form).done) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.waits) return; // sent twice: the first is on its way
    form.dataset.waits = "yes";
    const line = form.querySelector(".proving");
    line.hidden = false;
    proof.then(() => {
      line.hidden = true;
      delete form.dataset.waits;
      form.requestSubmit(event.submitter);
    });
  },
  true,
);
