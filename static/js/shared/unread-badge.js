/** The bell in the header: how many notices are unread, kept right while the page is open. */

const bell = document.querySelector("#bell");
const news = document.querySelector("#bell-news");
const BREATH = 1_000; // between two counts
const QUIET = 10_000; // between two things said aloud

let asking = null;
let again = false;
let said = -QUIET;

/** What the page asks of its socket: its bell, from the number that it shows. Nothing without one. */
export const asked = () => (bell ? `bel=${bell.dataset.unread}` : "");

/** A ring carries no word: the count is fetched. Several while it is are answered by one more. */
export async function ring() {
  // Whoever else counts something for this person: an author's desk does.
  document.dispatchEvent(new Event("bell"));
  if (!bell) return;
  if (asking) {
    again = true;
    return;
  }
  asking = count().catch(() => {});
  await asking;
  setTimeout(() => {
    asking = null;
    if (again) {
      again = false;
      ring();
    }
  }, BREATH);
}

async function count() {
  const response = await fetch(bell.dataset.count, { cache: "no-store" });
  if (response.ok) show(await response.json());
}

function show({ unread, number }) {
  const before = Number(bell.dataset.unread);
  const { none, many } = bell.dataset;
  bell.dataset.unread = unread;
  bell.querySelector("[data-name]").textContent = unread ? many.replace("%n", number) : none;
  const pill = bell.querySelector("[data-number]");
  pill.textContent = number;
  pill.hidden = unread === 0;
  if (unread > before && performance.now() - said > QUIET) {
    said = performance.now();
    // What it says already would not be read out again.
    news.textContent = "";
    setTimeout(() => (news.textContent = bell.dataset.news), 100);
  }
}

/** The article is on the screen, and with it what the bell has to say of it. */
export async function seen(article) {
  if (!bell || bell.dataset.unread === "0") return;
  const response = await fetch(bell.dataset.seen.replace("/0/", `/${article}/`), { method: "POST" });
  if (response.ok) show(await response.json());
}
