/**
 * What our texts hold beside what django-prose-editor knows: sentences set apart, questions of an
 * interview, notes at the end, and a few marks that are kept as they are. See common/html/.
 */

// Before the import: Django would take both for one, and give the name its hash twice.
export { Table, TableCaption, TableHeader, TableRow } from "./prose-tables.js";

import {
  Blockquote as BaseBlockquote,
  Extension,
  ListItem as BaseListItem,
  Mark,
  Node,
  OrderedList as BaseOrderedList,
  Paragraph as BaseParagraph,
} from "django-prose-editor/editor";

const mark = (name, tag, attributes = {}) =>
  Mark.create({
    name,
    addAttributes: () => attributes,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });

export const Abbreviation = mark("abbreviation", "abbr", { title: { default: null } });
export const Citation = mark("citation", "cite");
export const Quoted = mark("quoted", "q");

/** The same node, with a class that says what it is. */
const withClass = (node, name, className) =>
  node.extend({
    addAttributes() {
      return {
        ...this.parent?.(),
        [name]: {
          default: false,
          keepOnSplit: false,
          parseHTML: (element) => element.classList.contains(className),
          renderHTML: (attributes) => (attributes[name] ? { class: className } : {}),
        },
      };
    },
  });

export const Blockquote = withClass(BaseBlockquote, "pull", "pull");
export const Paragraph = withClass(BaseParagraph, "question", "question");
export const OrderedList = withClass(BaseOrderedList, "notes", "notes");
export const ListItem = BaseListItem.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      note: {
        default: null,
        keepOnSplit: false,
        parseHTML: ({ id }) => (/^noot-\d+$/.test(id) ? Number(id.slice(5)) : null),
        renderHTML: ({ note }) => (note ? { id: `noot-${note}` } : {}),
      },
    };
  },
});

/** A button of ours; the page gives it its name. */
const button = (name, icon, item) =>
  Extension.create({
    name,
    addMenuItems: ({ menu, buttons }) =>
      menu.defineItem({ name, groups: "ours", button: buttons.material(icon, name), ...item }),
  });

const isPull = (editor) => editor.isActive("blockquote", { pull: true });
export const PullQuote = button("pullQuote", "campaign", {
  active: isPull,
  command(editor) {
    const pull = !isPull(editor);
    const chain = editor.chain().focus();
    if (!editor.isActive("blockquote")) chain.setBlockquote();
    chain.updateAttributes("blockquote", { pull }).run();
  },
});

const isQuestion = (editor) => editor.isActive("paragraph", { question: true });
export const Question = button("question", "contact_support", {
  active: isQuestion,
  enabled: (editor) => editor.isActive("paragraph"),
  command: (editor) =>
    editor
      .chain()
      .focus()
      .updateAttributes("paragraph", { question: !isQuestion(editor) })
      .run(),
});

/** The number in the text: one thing, which is not typed in and whose form typing does not take on. */
const NoteNumber = Node.create({
  name: "noteNumber",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ note: { default: 1, rendered: false } }),
  parseHTML() {
    const read = (element) => {
      const link = element.closest("a") ?? element.querySelector("a");
      const found = /^#noot-(\d+)$/.exec(link?.getAttribute("href") ?? "");
      return found ? { note: Number(found[1]) } : false;
    };
    // Before those of links and of what is raised.
    return ["sup", "a"].map((tag) => ({ tag, priority: 60, getAttrs: read }));
  },
  renderHTML: ({ node }) => ["sup", ["a", { href: `#noot-${node.attrs.note}` }, String(node.attrs.note)]],
});

export const Footnote = button("footnote", "sticky_note_2", {
  // A note refers to no other note.
  enabled: (editor) => !editor.isActive("orderedList", { notes: true }),
  command: addNote,
}).extend({ addExtensions: () => [NoteNumber] });

/** Put a number here and a note at the end, and go on writing there. The gate numbers them anew. */
function addNote(editor) {
  const { schema, doc, selection, tr } = editor.state;
  let end = null; // of the list of notes
  let last = 0;
  doc.forEach((node, offset) => {
    if (node.attrs.notes) end = offset + node.nodeSize - 1;
  });
  doc.descendants((node) => {
    last = Math.max(last, node.attrs.note ?? 0);
  });
  const number = last + 1;
  const item = schema.nodes.listItem.create({ note: number }, schema.nodes.paragraph.create());
  // The note first: it stands further on, so that the place of its number stays.
  let start = end ?? doc.content.size;
  if (end === null) {
    tr.insert(start, schema.nodes.orderedList.create({ notes: true }, item));
    start += 1;
  } else tr.insert(start, item);
  const sign = schema.nodes.noteNumber.create({ note: number });
  tr.insert(selection.to, sign);
  editor.view.dispatch(tr);
  editor
    .chain()
    .setTextSelection(start + sign.nodeSize + 2)
    .focus()
    .scrollIntoView()
    .run();
}
