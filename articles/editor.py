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
            "bulletList": _("Bulleted list"),
            "orderedList": _("Numbered list"),
            "blockquote": _("Block quote"),
            "pullQuote": _("Pull quote"),
            "question": _("Interview question"),
            "footnote": _("Footnote"),
            "horizontalRule": _("Divider"),
            "figure": _("Image"),
            "link": _("Link"),
            "unlink": _("Remove link"),
            "history:undo": pgettext("editor", "Undo"),
            "history:redo": _("Redo"),
            "html": _("View HTML"),
            "table": _("Table"),
            "table:addColumnAfter": _("Add column to the right"),
            "table:deleteColumn": _("Delete column"),
            "table:addRowAfter": _("Add row below"),
            "table:deleteRow": _("Delete row"),
            "table:deleteTable": _("Delete table"),
            "table:mergeCells": _("Merge cells"),
            "table:splitCell": _("Split cell"),
            "table:toggleHeaderCell": _("Header cell"),
            "tableCaption": _("Table caption"),
        },
        "dialogs": {
            "Add caption": _("Add caption"),
            "Alternative Text": _("Alternative text"),
            "Cancel": _("Cancel"),
            "Caption": _("Caption"),
            "Edit Figure": _("Edit image"),
            "Edit HTML": _("Edit HTML"),
            "Edit Image": _("Edit image"),
            "Edit Link": _("Link"),
            "Image URL": _("Image URL"),
            "Insert": _("Insert"),
            "Insert Figure": _("Insert image"),
            "Prettify": _("Clean up"),
            "Remove caption": _("Remove caption"),
            "The HTML contents of the editor. Note that the allowed HTML is restricted by the "
            "editor schema.": _("Anything the editor does not support is removed."),
            "Title": _("Title"),
            "URL": _("Address"),
            "Update": _("Change"),
        },
    }
