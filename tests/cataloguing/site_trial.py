"""A page goes in; what a real browser shows of it comes out: its tree after the script has run, or its picture."""

import functools
import http.server
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BROWSER = "chromium"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    policy = ""

    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


class _Scriptless(_Quiet):
    """The browser's own switch stops its --dump-dom too; a policy that allows no script stops the page's alone."""

    policy = "script-src 'none'"


@contextmanager
def served(folder: Path, *, scripts: bool = True) -> Iterator[str]:
    """The folder's address while it lasts; a page in a file has no address to carry words in on every system."""
    handler = functools.partial(_Quiet if scripts else _Scriptless, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def browse(address: str, *options: str) -> str:
    """What the browser says on standard output; raises subprocess.CalledProcessError."""
    with tempfile.TemporaryDirectory() as profile:
        command = (BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
        return subprocess.run(
            [*command, f"--user-data-dir={profile}", "--virtual-time-budget=3000", *options, address],
            capture_output=True,
            text=True,
            check=True,
            timeout=90,
        ).stdout
