/** Decisions wait some seconds before they are sent, so that one can be taken back untold. */

const focusOn = (element) => element.focus({ preventScroll: true });
const AGAIN = 5_000; // until what could not be sent is tried again
const TWICE = 500; // milliseconds within which a second tap in one place
const BESIDE = 24; // or so many pixels beside it, was no decision on what came under the thumb
const NOT_NOW = [502, 503, 504]; // answers of a server that is being started again

/** That a decision cannot be sent now, and how that is said. */
class Stuck extends Error {}

/**
 * @param {DOMStringMap} words what to say, and for how many seconds a decision can be taken `back`
 * @param {object} on what the list does when an entry is `decided` or `undone` and when a decision
 *   is `sent`; `change` makes a change that must not move the screen
 */
export function decisions(words, on) {
  const said = { approve: words.approved, reject: words.rejected, keep: words.kept };
  const waiting = new Map(); // entry → {decision, bar, timer, isStuck}
  let made = 0;
  let latest = { order: 0 }; // of what was sent, as it came back

  /** A rejection without a ground goes at once: the server says what is missing. */
  const isComplete = (data) =>
    data.get("verdict") !== "reject" || (data.get("ground") === "law" ? data.get("law").trim() : data.get("ground"));

  let tapped = null;

  // The next entry comes up with its button where the last one was, unread.
  document.addEventListener(
    "click",
    (event) => {
      const { detail, clientX: x, clientY: y, target, timeStamp: at } = event;
      // A key has no place, and can be counted on to be pressed on purpose.
      if (!detail || !target.closest("form.verdict :is(button, summary)")) return;
      if (tapped && at - tapped.at < TWICE && Math.hypot(x - tapped.x, y - tapped.y) < BESIDE) {
        event.preventDefault();
        event.stopPropagation();
      } else if (target.closest("button[name=verdict]")) tapped = { x, y, at };
    },
    { capture: true },
  );

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form.verdict");
    if (!form) return;
    event.preventDefault();
    const entry = form.closest(".entry");
    if (waiting.has(entry)) return;
    const data = new FormData(form, event.submitter);
    // Where to go on is known here: no page is asked for.
    data.delete("back");
    const address = event.submitter?.getAttribute("formaction") ?? form.action;
    const decision = { order: ++made, data, address, said: event.submitter?.dataset.said ?? said[data.get("verdict")] };
    if (isComplete(data)) hold(entry, decision);
    else send(entry, decision);
  });

  function hold(entry, decision) {
    const bar = barOf(entry, decision.said);
    waiting.set(entry, { decision, bar, timer: setTimeout(() => send(entry, decision), words.back * 1000) });
    on.decided(entry, decision.said);
  }

  /** What was decided, in one line in the place of the entry, with the way back. */
  function barOf(entry, text) {
    const bar = document.createElement("p");
    bar.className = "notice grace";
    bar.setAttribute("role", "status");
    const verdict = document.createElement("b");
    verdict.textContent = text;
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "link";
    const key = document.createElement("span");
    key.className = "key";
    key.textContent = " (u)";
    undo.append(words.undo, key);
    undo.addEventListener("click", () => takeBack(entry));
    bar.append(verdict, " ", undo);
    entry.classList.add("decided");
    entry.append(bar);
    return bar;
  }

  function takeBack(entry) {
    if (!waiting.has(entry)) return;
    const { bar, timer } = waiting.get(entry);
    clearTimeout(timer);
    waiting.delete(entry);
    bar.remove();
    entry.classList.remove("decided");
    on.undone(entry);
  }

  async function send(entry, decision) {
    const hasFocus = () => entry.contains(document.activeElement);
    clearTimeout(waiting.get(entry)?.timer);
    waiting.delete(entry);
    try {
      const answer = await ask(decision);
      on.change(() => {
        const had = hasFocus();
        entry.replaceWith(answer);
        if (decision.order > latest.order) latest = { order: decision.order, answer };
        if (had) focusOn(answer.querySelector("[data-told], .reject[open] select") ?? answer);
      });
    } catch (error) {
      if (error instanceof Stuck) on.change(() => keep(entry, decision, error.message));
      else on.change(() => fail(entry, hasFocus()));
    }
    on.sent();
  }

  async function ask({ data, address }) {
    const response = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(data),
      headers: { "HX-Request": "true" },
    }).catch(() => {
      throw new Stuck(words.offline);
    });
    // To the page to sign in: this session has ended.
    if (response.redirected) throw new Stuck(words.signedOut);
    if (NOT_NOW.includes(response.status)) throw new Stuck(words.offline);
    if (!response.ok && ![409, 422].includes(response.status)) throw new Error(response.status);
    const template = document.createElement("template");
    template.innerHTML = (await response.text()).trim();
    return template.content.firstElementChild;
  }

  /** What cannot be sent stays decided, and is sent when it can be. */
  function keep(entry, decision, why) {
    const old = entry.querySelector(".grace");
    const bar = old ?? barOf(entry, decision.said);
    const reason = bar.querySelector(".why") ?? document.createElement("span");
    reason.className = "why";
    if (reason.textContent !== why) reason.textContent = why;
    // Put there once: what is put there again is read out again.
    if (!reason.isConnected) bar.querySelector("b").after(reason);
    waiting.set(entry, { decision, bar, timer: setTimeout(() => send(entry, decision), AGAIN), isStuck: true });
    if (!old) on.decided(entry, why);
  }

  const stuck = () => [...waiting].filter(([, { isStuck }]) => isStuck);

  function sendStuck() {
    for (const [entry, { decision }] of stuck()) send(entry, decision);
  }

  function fail(entry, had) {
    for (const old of entry.querySelectorAll(".grace, .failed")) old.remove();
    entry.classList.remove("decided");
    const note = document.createElement("p");
    note.className = "errors failed";
    note.setAttribute("role", "alert");
    note.textContent = words.failed;
    entry.querySelector("form.verdict").before(note);
    if (had) focusOn(entry);
  }

  addEventListener("online", sendStuck);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendStuck());
  // What could not be sent would not be on the way out either.
  addEventListener("beforeunload", (event) => stuck().length && event.preventDefault());

  // Who leaves the page has decided: what waits is sent on the way out.
  addEventListener("pagehide", () => {
    for (const [entry, { decision, timer }] of waiting) {
      clearTimeout(timer);
      navigator.sendBeacon(decision.address, new URLSearchParams(decision.data));
      // Should the browser bring this page back as it was, it is not there to be decided again.
      entry.remove();
    }
    waiting.clear();
  });

  /** It was carried out, and can be changed only as anyone can: on the page that it links to. */
  function sayTooLate() {
    const told = latest.answer?.isConnected && latest.answer.querySelector("[data-decided]");
    if (!told) return;
    if (!told.querySelector(".late")) {
      const late = document.createElement("b");
      late.className = "late";
      late.textContent = words.late;
      told.prepend(late, " ");
    }
    told.scrollIntoView({ block: "nearest", behavior: "instant" });
    focusOn(told);
  }

  return {
    undoLast: () => {
      const entry = [...waiting.keys()].at(-1);
      if (entry) takeBack(entry);
      else sayTooLate();
    },
    areStuck: () => stuck().length > 0,
  };
}
