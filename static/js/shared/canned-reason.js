/** A canned reason fills in the explanation in the writer's language, and what it rests on. */

document.addEventListener("change", (event) => {
  const select = event.target.closest("select[name=canned]");
  if (!select) return;
  const { ground, law, note } = select.form.elements;
  const canned = document.querySelector("#canned").content.querySelector(`[data-canned="${select.value}"]`);
  // What was typed by hand is never written over.
  if (!note.value || note.value === note.dataset.filled) {
    note.value = note.dataset.filled = canned?.dataset[note.lang] ?? "";
  }
  if (!canned) return;
  ground.value = canned.dataset.ground;
  law.value = canned.dataset.law;
});
