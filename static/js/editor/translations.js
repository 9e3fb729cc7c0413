/** The editor's dialogs in the reader's language. It asks for words as it loads, so this is first. */

const { dialogs } = JSON.parse(document.getElementById("editor-words").textContent);
window.gettext = (word) => dialogs[word] ?? word;
