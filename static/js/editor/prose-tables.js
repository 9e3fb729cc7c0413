/**
 * Tables with what django-prose-editor leaves out of them: a caption, which rows are head and foot,
 * and of what a heading cell is the heading. Its tables hold rows alone, so these are marks on the table and on its rows.
 */

import {
  Extension,
  Table as BaseTable,
  TableHeader as BaseTableHeader,
  TableRow as BaseTableRow,
  gettext,
  updateAttrsDialog,
} from "django-prose-editor/editor";

const PARTS = { THEAD: "head", TFOOT: "foot" };
const IN_A_CAPTION = ["A", "ABBR", "CITE", "EM", "Q", "STRONG", "SUB", "SUP"];

const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

/** An element with what a caption may hold of this; the gate judges it again when it is saved. */
function captionOf(html) {
  const caption = document.createElement("caption");
  copy(parsed(html), caption);
  return caption;
}

function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
    else if (!IN_A_CAPTION.includes(node.nodeName)) copy(node, to);
    else {
      const made = document.createElement(node.nodeName);
      const address = node.getAttribute("href") ?? "";
      if (/^(?:https?:|mailto:|\/(?!\/))/i.test(address)) made.setAttribute("href", address);
      if (node.title) made.title = node.title;
      copy(node, made);
      to.append(made);
    }
  }
}

export const TableRow = BaseTableRow.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      part: {
        default: null,
        parseHTML: (row) => row.dataset.part ?? PARTS[row.parentNode?.nodeName] ?? null,
        renderHTML: ({ part }) => (part ? { "data-part": part } : {}),
      },
    };
  },
});

export const TableHeader = BaseTableHeader.extend({
  addAttributes() {
    return { ...this.parent?.(), scope: { default: null } };
  },
});

export const Table = BaseTable.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: null,
        rendered: false,
        parseHTML: (table) => {
          const caption = table.querySelector(":scope > caption");
          return (caption && captionOf(caption.innerHTML).innerHTML.trim()) || null;
        },
      },
    };
  },

  // Or its words would become a row of their own.
  parseHTML() {
    return [...this.parent(), { tag: "table > caption", ignore: true, priority: 60 }];
  },

  renderHTML(props) {
    const { caption } = props.node.attrs;
    const [tag, attributes, ...rows] = this.parent(props);
    return [tag, attributes, ...(caption ? [captionOf(caption)] : []), ...rows];
  },

  /** What is shown while writing. */
  addNodeView() {
    const make = this.parent();
    return (props) => {
      const view = make(props);
      const show = ({ attrs }) => {
        view.table.querySelector(":scope > caption")?.remove();
        if (!attrs.caption) return;
        const caption = captionOf(attrs.caption);
        caption.contentEditable = "false";
        view.table.prepend(caption);
      };
      show(props.node);
      const update = view.update.bind(view);
      view.update = (node, ...rest) => {
        const isSame = update(node, ...rest);
        if (isSame) show(node);
        return isSame;
      };
      const ignores = view.ignoreMutation.bind(view);
      view.ignoreMutation = (mutation) => ignores(mutation) || Boolean(mutation.target.closest?.("caption"));
      return view;
    };
  },

  /** A node is drawn with one place for its rows; which of them are head and foot is told after. */
  onBeforeCreate() {
    this.parent?.();
    const { editor } = this;
    const plain = editor.getHTML.bind(editor);
    editor.getHTML = () => inSections(plain());
  },
});

/** Rows at the top that are head, and at the bottom that are foot, in sections of their own. */
function inSections(html) {
  if (!html.includes("data-part")) return html;
  const body = parsed(html);
  for (const table of body.querySelectorAll("table")) {
    const rows = [...table.rows];
    const isNot = (part) => (row) => row.dataset.part !== part;
    const top = rows.findIndex(isNot("head"));
    const bottom = rows.findLastIndex(isNot("foot")) + 1;
    const head = rows.slice(0, top === -1 ? rows.length : top);
    const foot = rows.slice(Math.max(bottom, head.length));
    for (const row of rows) delete row.dataset.part;
    if (head.length) table.createTHead().append(...head);
    if (foot.length) table.createTFoot().append(...foot);
    for (const part of table.tBodies) if (!part.rows.length) part.remove();
  }
  return body.innerHTML;
}

const ask = updateAttrsDialog({ words: { title: gettext("Caption") } }, { title: gettext("Caption") });

/** A button that asks for its words. */
export const TableCaption = Extension.create({
  name: "tableCaption",
  addMenuItems: ({ menu, buttons }) =>
    menu.defineItem({
      name: "tableCaption",
      groups: "table",
      button: buttons.material("subtitles", "tableCaption"),
      hidden: (editor) => !editor.isActive("table"),
      async command(editor) {
        const { caption } = editor.getAttributes("table");
        const was = captionOf(caption ?? "").textContent;
        const said = await ask(editor, { words: was });
        if (!said || said.words === was) return;
        const words = document.createElement("p");
        words.textContent = said.words.trim();
        editor
          .chain()
          .focus()
          .updateAttributes("table", { caption: words.innerHTML || null })
          .run();
      },
    }),
});
