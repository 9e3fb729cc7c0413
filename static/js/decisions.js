/** Decisions wait some seconds before they are sent, so that one can be taken back untold. */

const focusOn = (element) => element.focus({ preventScroll: true });

/**
 * @param {DOMStringMap} words what to say, and for how many seconds a decision can be taken `back`
 * @param {object} on what the list does when an entry is `decided` or `undone` and when a decision
 *   is `sent`; `change` makes a change that must not move the screen
 */
export function decisions(words, on) {
  const said = { approve: words.approved, reject: words.rejected, keep: words.kept };
  const waiting = new Map(); // entry → {data, address, bar, timer}

  /** A rejection without a ground goes at once: the server says what is missing. */
  const isComplete = (data) =>
    data.get("verdict") !== "reject" || (data.get("ground") === "law" ? data.get("law").trim() : data.get("ground"));

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form.verdict");
    if (!form) return;
    event.preventDefault();
    const entry = form.closest(".entry");
    if (waiting.has(entry)) return;
    const data = new FormData(form, event.submitter);
    const address = event.submitter?.getAttribute("formaction") ?? form.action;
    const decision = { data, address, said: event.submitter?.dataset.said };
    if (isComplete(data)) hold(entry, decision);
    else send(entry, decision);
  });

  function hold(entry, decision) {
    const bar = document.createElement("p");
    bar.className = "notice grace";
    bar.setAttribute("role", "status");
    const verdict = document.createElement("b");
    verdict.textContent = decision.said ?? said[decision.data.get("verdict")];
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "link";
    undo.textContent = `${words.undo} (u)`;
    undo.addEventListener("click", () => takeBack(entry));
    bar.append(verdict, " ", undo);
    entry.classList.add("decided");
    entry.append(bar);
    waiting.set(entry, { ...decision, bar, timer: setTimeout(() => send(entry, decision), words.back * 1000) });
    on.decided(entry);
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

  async function send(entry, { data, address }) {
    const hasFocus = () => entry.contains(document.activeElement);
    waiting.delete(entry);
    try {
      const response = await fetch(address, {
        method: "POST",
        body: new URLSearchParams(data),
        headers: { "HX-Request": "true" },
      });
      if (!response.ok && ![409, 422].includes(response.status)) throw new Error(response.status);
      const template = document.createElement("template");
      template.innerHTML = (await response.text()).trim();
      const answer = template.content.firstElementChild;
      on.change(() => {
        const had = hasFocus();
        entry.replaceWith(answer);
        if (had) focusOn(answer.querySelector("[data-told], .reject[open] select") ?? answer);
      });
    } catch {
      on.change(() => fail(entry, hasFocus()));
    }
    on.sent();
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

  // Who leaves the page has decided: what waits is sent on the way out.
  addEventListener("pagehide", () => {
    for (const [entry, { data, address, timer }] of waiting) {
      clearTimeout(timer);
      navigator.sendBeacon(address, new URLSearchParams(data));
      // Should the browser bring this page back as it was, it is not there to be decided again.
      entry.remove();
    }
    waiting.clear();
  });

  return {
    undoLast: () => {
      const entry = [...waiting.keys()].at(-1);
      if (entry) takeBack(entry);
    },
  };
}
