/** An article with its debate: puts the parts together. */

document.documentElement.classList.add("live");

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
import("./report.js").catch(() => {});
import("./former.js").catch(() => {});
import("./further.js").catch(() => {});
