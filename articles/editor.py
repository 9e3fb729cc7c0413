"""The editor's features: only HTML that `common.html.rules.EDITOR_RULES` keeps."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

# Each names the extensions that it needs, since django-prose-editor adds none by itself.
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Superscript": True,
    "Subscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Image": True,
    "Figure": True,
    "Caption": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
    "HTML": True,
    # Leave the browser's spell check on.
    "NoSpellCheck": False,
    "Menu": {
        "groups": [
            {"group": "headings"},
            {"group": "marks"},
            {"group": "lists"},
            {"group": "nodes -blockType -headings -lists"},
            {"group": "ours"},
            {"group": "link"},
            {"group": "table"},
            {"group": "history"},
            {"group": "utility"},
        ]
    },
    # Our own: in static/js/editor/prose.js, the last one in immediate-input.js.
    "Abbreviation": True,
    "Citation": True,
    "Quoted": True,
    "PullQuote": True,
    "Question": True,
    "Footnote": True,
    "TableCaption": True,
    "ImmediateInput": True,
}


def editor_labels() -> dict[str, dict[str, str]]:
    """Return translated labels of the editor's buttons and dialogs; its own are English."""
    return {
        "buttons": {
            "heading2": _("Heading"),
            "heading3": _("Smaller heading"),
            "heading4": _("Smallest heading"),
            "bold": _("Bold"),
            "italic": _("Italic"),
            "superscript": _("Superscript"),
            "subscript": _("Subscript"),
            "bulletList": _("List with bullets"),
            "orderedList": _("Numbered list"),
            "blockquote": _("Quotation"),
            "pullQuote": _("Sentence set apart"),
            "question": _("Question of an interview"),
            "footnote": _("Footnote"),
            "horizontalRule": _("Line across"),
            "figure": _("Image"),
            "link": _("Link"),
            "unlink": _("Remove the link"),
            "history:undo": pgettext("editor", "Undo"),
            "history:redo": _("Redo"),
            "html": _("Look at the HTML"),
            "table": _("Table"),
            "table:addColumnAfter": _("Column to the right"),
            "table:deleteColumn": _("Remove the column"),
            "table:addRowAfter": _("Row below"),
            "table:deleteRow": _("Remove the row"),
            "table:deleteTable": _("Remove the table"),
            "table:mergeCells": _("Merge cells"),
            "table:splitCell": _("Split the cell"),
            "table:toggleHeaderCell": _("Heading cell"),
            "tableCaption": _("Caption of the table"),
        },
        "dialogs": {
            "Add caption": _("Add a caption"),
            "Alternative Text": _("What is to be seen, for who cannot see it"),
            "Cancel": _("Cancel"),
            "Caption": _("Caption"),
            "Edit Figure": _("Change the image"),
            "Edit HTML": _("Change the HTML"),
            "Edit Image": _("Change the image"),
            "Edit Link": _("Link"),
            "Image URL": _("Address of the image"),
            "Insert": _("Insert"),
            "Insert Figure": _("Insert an image"),
            "Prettify": _("Tidy up"),
            "Remove caption": _("Remove the caption"),
            "The HTML contents of the editor. Note that the allowed HTML is restricted by the "
            "editor schema.": _("What the editor does not know is left out."),
            "Title": _("Title"),
            "URL": _("Address"),
            "Update": _("Change"),
        },
    }
