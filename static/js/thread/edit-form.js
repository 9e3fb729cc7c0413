/** The page where a reaction is edited. */

import { countDown, watch } from "../shared/character-counter.js";

const form = document.querySelector("#edit-form");
if (form) {
  watch(form);
  countDown();
  setInterval(countDown, 1000);
  const text = form.querySelector("textarea");
  let saved = text.value;
  form.addEventListener("submit", () => {
    saved = text.value;
  });
  addEventListener("beforeunload", (event) => {
    if (text.value !== saved) event.preventDefault();
  });
}
