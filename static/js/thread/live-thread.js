/** Keeps the thread up to date: the socket, and what to do when there is none. */

import { asked, ring, seen } from "../shared/unread-badge.js";
import { Socket, address } from "../shared/live-socket.js";
import { apply, article, refresh, version } from "./thread.js";

const list = document.querySelector("#thread");
const words = document.querySelector("#words").dataset;
const line = document.querySelector("#live");
const POLL = 20_000;

let present = 0;
let lostSince = 0;

function status(state) {
  // A mark for tests and style sheets: whether the page hears what happens.
  document.documentElement.dataset.live = state;
  if (state === "open") lostSince = 0;
  else lostSince ||= Date.now();
  show();
  // A short break is nobody's business.
  if (state === "lost") setTimeout(show, 4000);
}

function show() {
  const lost = lostSince && Date.now() - lostSince > 3500;
  line.className = `quiet ${lost ? "lost" : "open"}`;
  line.textContent = lost ? words.lost : words.present.replace("%n", present);
  line.hidden = !lost && present < 2;
}

function take(message) {
  if (message.bell) return ring();
  if (message.resync) return anew();
  if ("present" in message) {
    present = message.present;
    return show();
  }
  return apply(message);
}

async function anew() {
  await refresh();
  await catchUp();
}

/** Ask over HTTP for what changed since the version on the page. */
export async function catchUp() {
  const response = await fetch(`${list.dataset.changes}?since=${version}`, { cache: "no-store" });
  if (response.status === 404) return location.reload();
  if (!response.ok) return undefined;
  const message = await response.json();
  return message.resync ? anew() : apply(message);
}

const language = document.documentElement.lang;
const socket = new Socket(() => address(`/live/artikel/${article}/?since=${version}&lang=${language}&${asked()}`), {
  message: take,
  state: status,
  gone: () => location.reload(),
});

// Where sockets do not come through at all, as in some offices, the page asks now and then.
setInterval(() => {
  if (socket.isStruggling && document.visibilityState === "visible") catchUp().catch(() => {});
}, POLL);

seen(article).catch(() => {});
