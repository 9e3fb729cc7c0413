from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command


@pytest.fixture
def bring_in(db, tmp_path):
    """Run the command on an export with this text, and return what it says."""

    def bring_in(text: str, **options) -> str:
        path = tmp_path / "export.xml"
        path.write_text(text, encoding="utf-8")
        return run(path, **options)

    return bring_in


def run(path: Path, **options) -> str:
    out = StringIO()
    call_command("import_wxr", str(path), stdout=out, **options)
    return out.getvalue()
