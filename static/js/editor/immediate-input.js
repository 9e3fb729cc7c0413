/** Who presses a button or leaves a dialog writes on at once: each key comes where the cursor is. */

import { Extension, Plugin, commands } from "django-prose-editor/editor";

import { goOnBelow } from "./cursor-placement.js";

const IMAGES = ["figure", "image"];

export const ImmediateInput = Extension.create({
  name: "immediateInput",

  /** The editor itself would give its text the focus a frame later, and lose what is typed before. */
  addCommands: () => ({
    focus:
      (...where) =>
      (props) => {
        const { view, tr, dispatch } = props;
        if (dispatch && !view.hasFocus()) {
          view.focus();
          tr.scrollIntoView();
        }
        return commands.focus(...where)(props);
      },
  }),

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            /** A dialog that closes gives the focus back, and the cursor would follow later. */
            focus(view, { relatedTarget }) {
              if (relatedTarget?.closest("dialog")) view.focus();
              return false;
            },
          },
          /**
           * For a while after the text got the focus, a cursor that goes to its very beginning is
           * taken for a whim of the browser and put back. After a key it is where the person wants it.
           */
          handleKeyDown(view) {
            view.input.lastFocus = 0;
            return false;
          },
          /** An image stays selected when its dialog is left; a letter would leave an empty frame. */
          handleTextInput(view, _from, _to, text) {
            if (!IMAGES.includes(view.state.selection.node?.type.name)) return false;
            const type = ({ tr }) => Boolean(tr.insertText(text));
            return editor.chain().command(goOnBelow).command(type).scrollIntoView().run();
          },
        },
      }),
    ];
  },
});
