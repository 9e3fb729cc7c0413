"""A pytest plugin: where CI is set, a skipped test fails the run, since nobody would notice it."""

import os

import pytest


def _skipped(config: pytest.Config) -> list:
    reporter = config.pluginmanager.getplugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter and os.environ.get("CI") else []


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in _skipped(terminalreporter.config):
        terminalreporter.write_line(f"SKIPPED, which fails in CI: {report.nodeid}", red=True)
