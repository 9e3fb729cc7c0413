/** An article with its debate: puts the parts together. */

// A menu opens without a script, so what closes it is asked for first.
const menus = import("./further.js").catch(() => {});

const { loadMore } = await import("./thread.js");
await import("./compose.js");
await import("./away.js");

const more = document.querySelector("#more");
more.addEventListener("click", (event) => {
  event.preventDefault();
  loadMore();
});
new IntersectionObserver(([entry]) => entry.isIntersecting && loadMore(), { rootMargin: "600px" }).observe(more);

// When it does not come, as over a line that is cut, the link leads to the page of the form.
const report = import("./report.js").catch(() => {});
const former = import("./former.js").catch(() => {});
await Promise.all([menus, report, former]);
// A mark for tests: whoever presses anything now is served by the page itself.
document.documentElement.dataset.parts = "there";
