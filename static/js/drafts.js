/** What was typed and not sent, kept in this browser. It may refuse to; the page works without. */

export function keep(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    /* nothing is kept */
  }
}

export function kept(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

/** The draft of an answer to this reaction, or of a reaction to the article itself. */
export const draftOf = (article, pk) => `draft:${article}:${pk || 0}`;
