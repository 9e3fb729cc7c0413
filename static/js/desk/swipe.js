/** An entry is pushed aside to decide on it: to the right to approve, to the left to reject. */

const BEGINS = 12; // pixels before it is a gesture
const SLOPE = 1.5; // times as far across as up or down; what is steeper scrolls
const ENOUGH = 96; // pixels after which letting go decides
const EDGE = 24; // pixels at the sides, where a phone has gestures of its own
const OFF = "swipe-off";

/**
 * @param {HTMLElement} list the queue
 * @param {(entry: Element) => {right?: {word: string, act: () => void}, left?: object}} choices
 *   what each side does with an entry, if anything
 */
export function swipes(list, choices) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let swipe = null;

  function begin(event) {
    if (event.pointerType !== "touch" || !document.documentElement.classList.contains("swipes")) return;
    // A second finger means something else.
    if (swipe || !event.isPrimary) return drop();
    const entry = event.target.closest(".entry");
    const isElsewhere = event.clientX < EDGE || event.clientX > innerWidth - EDGE;
    if (!entry || isElsewhere || event.target.closest("input, select, textarea, details.reject[open]")) return;
    swipe = { entry, id: event.pointerId, x: event.clientX, y: event.clientY, sides: choices(entry) };
  }

  function move(event) {
    if (event.pointerId !== swipe?.id) return;
    const across = event.clientX - swipe.x;
    const down = Math.abs(event.clientY - swipe.y);
    if (!swipe.label) {
      if (down > BEGINS && down * SLOPE > Math.abs(across)) return drop();
      if (Math.abs(across) < BEGINS || Math.abs(across) < down * SLOPE) return;
      swipe.label = document.createElement("span");
      swipe.label.className = "swipe-label";
      swipe.label.setAttribute("aria-hidden", "true");
      swipe.entry.append(swipe.label);
      swipe.entry.classList.add("swiped");
      swipe.entry.setPointerCapture(swipe.id);
    }
    show(across);
  }

  function show(across) {
    const { entry, label, sides } = swipe;
    const side = across > 0 ? "right" : "left";
    swipe.chosen = sides[side] && Math.abs(across) >= ENOUGH ? sides[side] : null;
    label.textContent = sides[side]?.word ?? "";
    label.dataset.side = side;
    label.classList.toggle("enough", Boolean(swipe.chosen));
    // Where there is nothing to do it barely gives.
    const way = sides[side] ? across : across / 6;
    if (!calm.matches) entry.style.translate = `${way}px`;
  }

  function end(event) {
    if (event.pointerId !== swipe?.id) return;
    const { chosen, label } = swipe;
    drop();
    chosen?.act();
    if (!label) return;
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }));
  }

  /** What was under the finger was not meant to be pressed. */
  function swallow(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  function drop() {
    if (!swipe) return;
    swipe.label?.remove();
    swipe.entry.classList.remove("swiped");
    swipe.entry.style.translate = "";
    swipe = null;
  }

  list.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", drop);
  document.addEventListener("keydown", (event) => event.key === "Escape" && drop());
}

/** The box that turns it on or off, kept in this browser; shown where there is a touch screen. */
export function swipeSetting(box) {
  const draw = () => document.documentElement.classList.toggle("swipes", box.checked);
  box.checked = localStorage.getItem(OFF) === null;
  box.closest("[hidden]")?.toggleAttribute("hidden", !matchMedia("(any-pointer: coarse)").matches);
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    draw();
  });
  draw();
}
