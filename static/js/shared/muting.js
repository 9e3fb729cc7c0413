/** The writers whom a guest muted under an article, kept by their own browser. */

const nameOf = (article) => `away:${article}`;

export function readMutedWriters(article) {
  try {
    return new Set(JSON.parse(localStorage.getItem(nameOf(article)) ?? "[]"));
  } catch {
    return new Set();
  }
}

export function saveMutedWriters(article, writers) {
  try {
    if (writers.size) localStorage.setItem(nameOf(article), JSON.stringify([...writers]));
    else localStorage.removeItem(nameOf(article));
  } catch {
    /* muted until the page is left */
  }
}

/** A phrase with the writer's name in it, where it says %s. */
export function phraseWithWriter(phrase, name) {
  const writer = document.createElement("bdi");
  writer.textContent = name;
  const [before, after] = phrase.split("%s");
  return [before, writer, after];
}
