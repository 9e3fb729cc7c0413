/** Follows a decision on many: looks every second, and mends what differs. */

const EVERY = 1_000;
const page = document.querySelector("#batch");

async function look() {
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    if (response.redirected) return location.reload();
    if (response.ok) mend(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    // No connection: the next look may have one.
  }
  return again();
}

/** Only what says something else now is replaced: a screen reader hears what changed. */
function mend(fresh) {
  const now = fresh.querySelector("#batch");
  page.toggleAttribute("data-moving", now.hasAttribute("data-moving"));
  for (const part of page.querySelectorAll("[data-part]")) {
    const other = now.querySelector(`[data-part=${part.dataset.part}]`);
    if (part.innerHTML === other.innerHTML) continue;
    const had = part.contains(document.activeElement);
    part.replaceChildren(...other.childNodes);
    if (had) (part.querySelector("button, a") ?? page.querySelector("#title")).focus({ preventScroll: true });
  }
}

function again() {
  if (page.hasAttribute("data-moving")) setTimeout(look, EVERY);
}

again();
