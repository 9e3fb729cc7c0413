/** What is done with the DOM everywhere. */

/** The element that HTML of the server stands for. */
export function parseFragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

/** Fetch a page: the answer, and the document in it. */
export async function fetchPage(address, options) {
  const response = await fetch(address, { cache: "no-store", ...options });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return { response, page };
}

/** Whether a click is to open a link elsewhere, as in a new tab. */
export const opensElsewhere = ({ ctrlKey, metaKey, shiftKey }) => ctrlKey || metaKey || shiftKey;

export const focusOn = (element) => element?.focus({ preventScroll: true });
