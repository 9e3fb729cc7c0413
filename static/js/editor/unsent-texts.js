/**
 * What other pages of this browser kept and never sent: of a tab that was closed, or that crashed.
 * A page that is still open sends its own.
 */

import { draftNames, readDraft } from "../shared/drafts.js";

/**
 * Let others see that this page is open, or that a text is taken, until the signal.
 * @returns {Promise<boolean>} whether no other page had it
 */
export function holdLock(name, signal) {
  // Browsers have no locks without a secure connection. What is sent twice is kept once.
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((answer) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      answer(Boolean(lock));
      return lock && !signal.aborted
        ? new Promise((release) => signal.addEventListener("abort", release, { once: true }))
        : undefined;
    });
  });
}

/**
 * @param {string} beginning of the names under which pages keep their text
 * @returns {Promise<object[]>} what was kept, the oldest first, each with its `name`
 */
export async function takeUnsentTexts(beginning, signal) {
  const found = [];
  for (const name of draftNames(beginning)) {
    if (!(await holdLock(name, signal))) continue;
    try {
      found.push({ ...JSON.parse(readDraft(name)), name });
    } catch {
      /* not something of ours */
    }
  }
  return found.sort((one, other) => one.at - other.at);
}
