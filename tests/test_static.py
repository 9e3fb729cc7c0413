"""Static files, served once collected under names that bear a hash of their content."""

import re
import shutil
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from debate import storage
from debate.storage import CollectedStorage


def collected(where: Path, *chosen: str) -> CollectedStorage:
    """The static files whose paths begin as chosen, collected there."""
    found = [
        (path, source)
        for finder in finders.get_finders()
        for path, source in finder.list([])
        if path.startswith(chosen)
    ]
    files = CollectedStorage(location=where)
    for path, source in found:
        target = where / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source.path(path), target)
    done = list(files.post_process({path: (files, path) for path, _source in found}))
    assert not [outcome for *_names, outcome in done if isinstance(outcome, Exception)]
    return files


def test_what_others_ship_can_be_collected(tmp_path):
    """Also where a comment of theirs speaks of a file that is not there."""
    files = collected(tmp_path, "django_htmx/ext/", "js/")
    for module in Path(finders.find("js/thread/main.js")).parent.parent.rglob("*.js"):
        name = module.relative_to(module.parent.parent.parent)
        served = (tmp_path / files.stored_name(name.as_posix())).read_text()
        for path in re.findall(r'(?:from|import|import\() ?"(\.[^"]+)"', module.read_text()):
            assert f'"{path}"' not in served


def test_a_style_sheet_takes_its_parts_in(tmp_path):
    files = collected(tmp_path, "css/", "fonts/")
    for sheet in ("css/site.css", "css/desk.css"):
        parts = re.findall('@import "(.+)";', Path(finders.find(sheet)).read_text())
        assert len(parts) > 5
        served = (tmp_path / files.stored_name(sheet)).read_text()
        assert "@import" not in served
        for part in parts:
            assert Path(finders.find(f"css/{part}")).read_text() in served
    font = files.stored_name("fonts/source-serif-4.woff2")
    site = (tmp_path / files.stored_name("css/site.css")).read_text()
    assert f'url("../{font}")' in site


def test_a_part_may_not_lead_elsewhere(tmp_path, monkeypatch):
    """Its addresses would be read from where the sheet stands."""
    part = tmp_path / "part.css"
    part.write_text("p { background: url(paper.png) }")
    monkeypatch.setattr(storage.finders, "find", {"css/site/part.css": str(part)}.get)
    with pytest.raises(ValueError, match="no addresses"):
        storage.read_imported_css("css/site.css", "site/part.css")
    with pytest.raises(ValueError, match="not there"):
        storage.read_imported_css("css/site.css", "site/absent.css")
