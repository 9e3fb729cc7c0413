/** An article with its debate: puts the parts together. */

// A menu opens without a script, so what closes it is asked for first.
const menus = import("./menus.js").catch(() => {});

const { loadMore } = await import("./thread.js");
await import("./comment-form.js");
await import("./muted-writers.js");

const more = document.querySelector("#more");
more.addEventListener("click", (event) => {
  event.preventDefault();
  loadMore();
});
new IntersectionObserver(([entry]) => entry.isIntersecting && loadMore(), { rootMargin: "600px" }).observe(more);

// When it does not come, as over a line that is cut, the link leads to the page of the form.
const report = import("./report-dialog.js").catch(() => {});
const former = import("./legacy-links.js").catch(() => {});
await Promise.all([menus, report, former]);
