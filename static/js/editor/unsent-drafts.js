/**
 * What other pages of this browser kept and never sent: of a tab that was closed, or that crashed.
 * A page that is still open sends its own.
 */

import { kept, namesOfKept } from "../shared/drafts.js";

/** Let others see that this page is open, for as long as it is. */
export function stay(name) {
  return ours(name);
}

/**
 * @param {string} beginning of the names under which pages keep their text
 * @returns {Promise<object[]>} what was kept, the oldest first, each with its `name`
 */
export async function leftBehind(beginning) {
  const found = [];
  for (const name of namesOfKept(beginning)) {
    if (!(await ours(name))) continue;
    try {
      found.push({ ...JSON.parse(kept(name)), name });
    } catch {
      /* not something of ours */
    }
  }
  return found.sort((one, other) => one.at - other.at);
}

/** Take the lock of this name until the page is gone, unless another page has it. */
function ours(name) {
  // Browsers have no locks without a secure connection. What is sent twice is kept once.
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((answer) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      answer(Boolean(lock));
      return lock ? new Promise(() => {}) : undefined;
    });
  });
}
