/**
 * What a guest folded away under a piece is folded among what was found, too. Their own browser keeps
 * it, by piece (see away.js); of members the site knows, and needs no script.
 */

const list = document.querySelector(".found");

function folded(article) {
  try {
    return JSON.parse(localStorage.getItem(`away:${article}`) ?? "[]");
  } catch {
    return [];
  }
}

for (const item of list.querySelectorAll("[data-writer]")) {
  if (!folded(item.dataset.article).includes(item.dataset.writer)) continue;
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const writer = document.createElement("bdi");
  writer.textContent = item.querySelector("bdi").textContent;
  const [before, after] = list.dataset.foldedAway.split("%s");
  summary.append(before, writer, after);
  details.append(summary, ...item.childNodes);
  item.append(details);
}
