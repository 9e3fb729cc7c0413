/** What every field for a reaction has: a counter towards the limit and a live preview. */

const words = document.querySelector("#words").dataset;
const PREVIEW_AFTER = 600;

export function watch(form) {
  const text = form.querySelector("textarea[data-counter]");
  if (!text) return;
  const counter = form.querySelector(".counter");
  const preview = form.querySelector("#preview");
  const most = Number(text.dataset.counter);
  // The server judges the length, and says so in words; the browser must not cut off what is typed.
  text.removeAttribute("maxlength");
  let later = 0;
  const update = (event) => {
    const left = most - [...text.value.replaceAll("\r\n", "\n").trim()].length;
    counter.classList.toggle("over", left < 0);
    const phrase = left < 0 ? words.tooLong : words.characters;
    // Every keystroke read aloud would be unbearable; near the limit it matters.
    counter.textContent = text.value && left < most * 0.5 ? phrase.replace("%n", Math.abs(left)) : "";
    clearTimeout(later);
    // What nobody typed yet needs no preview; what was wiped out again loses the one it had.
    if (preview && (event || text.value))
      later = setTimeout(() => window.htmx?.trigger(preview, "preview"), PREVIEW_AFTER);
  };
  text.addEventListener("input", update);
  update();
}

/** Count down every "still so long", and take away what it belongs to when the time is over. */
export function countDown() {
  for (const element of document.querySelectorAll(".left[data-until]")) {
    const seconds = Math.round((new Date(element.dataset.until) - Date.now()) / 1000);
    if (seconds <= 0) {
      (element.closest("[data-edit]") ?? element).remove();
      continue;
    }
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    element.textContent = `(${words.left.replace("%s", time)})`;
  }
}
