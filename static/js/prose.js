/** What our texts hold beside what django-prose-editor knows: kept as it is, without a button. */

import { Mark } from "django-prose-editor/editor";

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
