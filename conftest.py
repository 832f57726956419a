"""What holds for tests/ and notebooks/ alike: nobody's own data is touched, and CI lets no test be skipped."""

import os
import tempfile

import pytest

NO_SKIPS = "KIT_NO_SKIPS"

_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _note(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _note(report)


def _note(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    _skipped.append(f"{report.nodeid}: {reason}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if os.environ.get(NO_SKIPS) and _skipped:
        terminalreporter.section(f"skipped, which {NO_SKIPS} forbids", red=True)
        for line in _skipped:
            terminalreporter.line(line)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get(NO_SKIPS) and _skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_configure(config: pytest.Config) -> None:
    """Point the learner's data folder to an empty one, for this process, its kernels and its servers."""
    folder = tempfile.TemporaryDirectory(prefix="kit-test-data-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    os.environ["KIT_DATA"] = folder.name
