"""A pytest plugin (`-p tests.no_skips`, as in CI): reports go in; a skip that is not allowed fails the run."""

import pytest

# Part of a skip's reason -> why no machine of ours can do without that skip. Keep it short.
ALLOWED = {
    "only on macOS": "there is no Mac among the machines that run this",
    "only on Windows": "there is no Windows machine among them",
    "no pseudo-terminal to be had here": "a bare root may be entered without /dev/pts; elsewhere it is run",
    "no ../shared/seed-article.txt here": "the article lies beside the checkout, not in it",
}


class NoSkips:
    """Collects what was skipped, from every worker, and judges it at the end."""

    def __init__(self) -> None:
        self.refused: dict[str, str] = {}

    def look(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        # An expected failure is told as a skip too, with `wasxfail`.
        if not report.skipped or hasattr(report, "wasxfail"):
            return
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not any(allowed in reason for allowed in ALLOWED):
            self.refused[report.nodeid] = reason

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.look(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.look(report)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.refused and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.refused:
            return
        terminalreporter.section("skipped, and not allowed to be (tests/no_skips.py)", red=True)
        for test, reason in sorted(self.refused.items()):
            terminalreporter.line(f"{test}: {reason}")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(NoSkips(), "no-skips")
