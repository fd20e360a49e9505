"""The addresses in the HTML and CSS come in; bytes of the galley's named assets go out, and nothing else ever does."""

# mypy: allow-untyped-calls

from typing import NoReturn

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from iria_reports.errors import PrintingFailed
from iria_reports.printing.galley_folder import GalleyFolder
from iria_reports.printing.limits import Limits

SCHEME = "asset:"
LONGEST_SHOWN = 120


class GalleyFetcher(URLFetcher):
    """Serves `asset:<name>` and short data: addresses; every other address stops the render.

    FatalURLFetchingError is a BaseException, yet WeasyPrint's SVGImage.draw swallows even that:
    so each refusal is also kept in `refused`, which the printer reads after the render.
    """

    def __init__(self, galley: GalleyFolder, limits: Limits) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)
        self.galley = galley
        self.limits = limits
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The asset of that name, or the end of the render."""
        if url.startswith(SCHEME):
            name = url.removeprefix(SCHEME)
            try:
                body = self.galley.read(name, self.limits.file_size)
            except PrintingFailed as fault:
                self._refuse(url, str(fault))
            return URLFetcherResponse(url, body, {"Content-Type": self.galley.assets[name]})
        if url.lower().startswith("data:"):
            if len(url) > self.limits.data_url:
                self._refuse(url, f"a data: address of {len(url)} characters, more than {self.limits.data_url}")
            response: URLFetcherResponse = super().fetch(url, headers)
            return response
        self._refuse(url, "a report is printed from its galley alone, without network or other files")

    def _refuse(self, url: str, why: str) -> NoReturn:
        shown = url if len(url) <= LONGEST_SHOWN else url[:LONGEST_SHOWN] + "…"
        self.refused.append(f"the address {shown!r} was refused: {why}")
        raise FatalURLFetchingError(self.refused[-1])
