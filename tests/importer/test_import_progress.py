"""A bar for who is watching, silence for who is not, and a summary for both."""

from contextlib import redirect_stderr
from io import StringIO

from tests.importer import wxr


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


EXPORT = wxr.export(wxr.author(), wxr.post(comments=wxr.comment(1) + wxr.comment(2, approved="0")))


def test_a_bar_runs_at_a_terminal(bring_in):
    with redirect_stderr(Terminal()) as terminal:
        bring_in(EXPORT)
    assert "Reading: 100%" in terminal.getvalue()
    assert "Saving: 100%" in terminal.getvalue()


def test_nothing_at_all_when_asked_for_silence(bring_in):
    with redirect_stderr(Terminal()) as terminal:
        assert bring_in(EXPORT, verbosity=0) == ""
    assert terminal.getvalue() == ""


def test_no_bar_where_nobody_watches(bring_in, capsys):
    bring_in(EXPORT)
    assert capsys.readouterr().err == ""


def test_the_summary_says_what_came(bring_in):
    assert [" ".join(line.split()) for line in bring_in(EXPORT).splitlines()] == [
        "Imported:",
        "1 article, published",
        "1 reaction, published",
        "1 reaction, waiting for a moderator",
        "1 author, with a new account",
    ]
