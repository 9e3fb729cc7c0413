"""An export of all personal data of someone: as JSON, and as a page to read."""

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
from privacy.data_subject import DataSubject
from privacy.labels import export_label

FIXED_STEPS = 5  # besides the reactions


def count_export_steps(whose: DataSubject) -> int:
    """Count the steps of an export."""
    return FIXED_STEPS + written.comments_written_by(*whose).count()


def build_export_zip(whose: DataSubject, language: str, progress: Callable[[int], None]) -> bytes:
    """Return the zip file; `progress` is called after each step with the number of steps done."""
    data = {"site": settings.SITE_URL, "made_at": timezone.now()}
    data["account"] = (
        account.collect_account_data(whose.user) if whose.user else {"email": whose.address}
    )
    progress(1)
    data["reactions"] = []
    for count, reaction in enumerate(written.collect_comments(*whose), start=2):
        data["reactions"].append(reaction)
        progress(count)
    steps = count_export_steps(whose)
    data["reports"] = written.collect_reports(*whose)
    data["read"] = written.collect_read_marks(whose.user)
    data["invitations"] = written.collect_invitations(*whose)
    data["folded"] = written.collect_mutes(whose.user)
    data["writing"] = pieces.collect_article_data(whose.user)
    progress(steps - 3)
    data["house"] = house.collect_moderation_data(whose.person)
    progress(steps - 2)
    data["notices"] = told.collect_notification_data(*whose)
    progress(steps - 1)
    return _pack_zip(whose, data, language)


def _pack_zip(whose: DataSubject, data: dict, language: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "gegevens.json", json.dumps(data, default=_json_default, indent=2, ensure_ascii=False)
        )
        with translation.override(language):
            archive.writestr("gegevens.html", _render_page(data))
        if whose.user and whose.user.picture:
            for name, content in pictures.profile_picture_files(whose.user.picture):
                archive.writestr(f"foto/{name}", content)
    return file.getvalue()


def _render_page(data: dict) -> str:
    return render_to_string(
        "privacy/export.html", {"tree": _tree(data), "site": settings.SITE_NAME}
    )


def _json_default(value) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def _tree(value):
    """Return the data as a template can walk it: labelled parts, rows and leaves."""
    if isinstance(value, dict):
        return {"parts": [(export_label(name), _tree(part)) for name, part in value.items()]}
    if isinstance(value, list):
        return {"rows": [_tree(part) for part in value]}
    return {"leaf": value}
