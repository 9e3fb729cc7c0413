/** What was typed and not sent, kept in this browser. It may refuse to; the page works without. */

/** @returns {boolean} whether it did */
export function saveDraft(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
    return true;
  } catch {
    return false;
  }
}

export function readDraft(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

/** The names of drafts that begin so. */
export function draftNames(beginning) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(beginning));
  } catch {
    return [];
  }
}
