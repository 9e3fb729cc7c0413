/** The editor's own words in the reader's language. */

const read = () => JSON.parse(document.getElementById("editor-words").textContent);

/** Its dialogs ask for words as it loads, so this is done before. */
export function translateDialogs() {
  const { dialogs } = read();
  window.gettext = (word) => dialogs[word] ?? word;
}

export const readButtonNames = () => read().buttons;
