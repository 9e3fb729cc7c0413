"""A copy of all that is held of someone: for a machine as JSON, and as a page to read."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts import personal_data as account
from accounts import pictures
from articles import personal_data as pieces
from comments import personal_data as written
from moderation import personal_data as house
from notifications import personal_data as told
from privacy.data_subject import Whose
from privacy.labels import label

STEPS = 5  # besides the reactions


def size(whose: Whose) -> int:
    """How many steps it takes."""
    return STEPS + written.written_by(*whose).count()


def make(whose: Whose, language: str, progress: Callable[[int], None]) -> bytes:
    """The zip file. `progress` is told after each step how many are done."""
    data = {"site": settings.SITE_URL, "made_at": timezone.now()}
    data["account"] = account.collect(whose.user) if whose.user else {"email": whose.address}
    progress(1)
    data["reactions"] = []
    for count, reaction in enumerate(written.collect(*whose), start=2):
        data["reactions"].append(reaction)
        progress(count)
    steps = size(whose)
    data["reports"] = written.collect_reports(*whose)
    data["read"] = written.collect_read(whose.user)
    data["invitations"] = written.collect_invitations(*whose)
    data["folded"] = written.collect_folds(whose.user)
    data["writing"] = pieces.collect(whose.user)
    progress(steps - 3)
    data["house"] = house.collect(whose.person)
    progress(steps - 2)
    data["notices"] = told.collect(*whose)
    progress(steps - 1)
    return _zip(whose, data, language)


def _zip(whose: Whose, data: dict, language: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "gegevens.json", json.dumps(data, default=_plain, indent=2, ensure_ascii=False)
        )
        with translation.override(language):
            archive.writestr("gegevens.html", _page(data))
        if whose.user and whose.user.picture:
            for name, content in pictures.files(whose.user.picture):
                archive.writestr(f"foto/{name}", content)
    return file.getvalue()


def _page(data: dict) -> str:
    return render_to_string(
        "privacy/export.html", {"tree": _tree(data), "site": settings.SITE_NAME}
    )


def _plain(value) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def _tree(value):
    """The data as a template can walk it: named parts, lists and plain words."""
    if isinstance(value, dict):
        return {"parts": [(label(name), _tree(part)) for name, part in value.items()]}
    if isinstance(value, list):
        return {"rows": [_tree(part) for part in value]}
    return {"leaf": value}
