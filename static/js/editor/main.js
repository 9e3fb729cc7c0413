/** Writing an article, or a text in one of several fields. The editor itself is loaded after this. */

import { Registry } from "../shared/registry.js";
import { Autosave } from "./autosave.js";
import { PasteCleanup } from "./paste-cleanup.js";
import { RichTextField } from "./rich-text-field.js";
import { translateDialogs } from "./translations.js";

const wordsOf = (id) => document.getElementById(id)?.dataset;
const richWords = wordsOf("rich-words");

translateDialogs();
new Registry(document.querySelector("main"), {
  "#writing": (form) => new Autosave(form, { words: wordsOf("writing-words") }),
  "[data-paste]": (home) => new PasteCleanup(home),
  ...(richWords && { textarea: (field) => new RichTextField(field, { words: richWords }) }),
}).connect();
