/** Where writing goes on after something that is no text was put in. Commands for Tiptap's chains. */

/** At the beginning of the paragraph at this place, which is made where there is none. */
function goOnAt(place, { tr, state, commands }) {
  const { nodeAfter } = tr.doc.resolve(place);
  if (!nodeAfter?.isTextblock) tr.insert(place, state.schema.nodes.paragraph.create());
  return commands.setTextSelection(place + 1);
}

/** Below an image: not in its caption, and not over the image itself, which a letter would replace. */
export function goOnBelow(props) {
  const { $to, to, node } = props.tr.selection;
  let depth = $to.depth;
  while (depth && $to.node(depth).type.name !== "figure") depth -= 1;
  if (depth) return goOnAt($to.after(depth), props);
  return node ? goOnAt(to, props) : true;
}

/** Before a list, a table or an image that is selected as a whole, which a letter would replace. */
export function goOnBefore(props) {
  const { from, node } = props.tr.selection;
  return node ? goOnAt(from, props) : true;
}
