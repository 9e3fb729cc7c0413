/** What was typed and not sent, kept in this browser. It may refuse to; the page works without. */

/** @returns {boolean} whether it did */
export function keep(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
    return true;
  } catch {
    return false;
  }
}

export function kept(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

/** The names under which something is kept that begin so. */
export function namesOfKept(beginning) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(beginning));
  } catch {
    return [];
  }
}

/** The draft of an answer to this reaction, or of a reaction to the article itself. */
export const draftOf = (article, pk) => `draft:${article}:${pk || 0}`;
