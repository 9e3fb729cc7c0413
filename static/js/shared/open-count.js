/** How many reactions wait for an author, beside the way to their desk, and kept up to date. */

const places = () => document.querySelectorAll("[data-open-count]");

export function tell(count) {
  for (const place of places()) {
    place.textContent = count;
    place.hidden = count === "0";
  }
}

/** Ask how many there are now. */
export async function recount() {
  const address = document.querySelector("[data-open-address]")?.dataset.openAddress;
  if (!address) return undefined;
  const response = await fetch(address, { cache: "no-store" });
  if (response.redirected || !response.ok) return undefined;
  const { open } = await response.json();
  tell(open);
  return open;
}

const again = () => recount().catch(() => {});
// The page's bell says only that something changed.
document.addEventListener("bell", again);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
