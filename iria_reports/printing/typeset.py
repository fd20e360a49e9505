"""A galley folder comes in; WeasyPrint's PDF bytes, its counts and every warning go out. Runs in the child."""

# mypy: allow-untyped-calls

import logging
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import Any

import cffi
import pikepdf
import weasyprint
from PIL import Image
from weasyprint.text import ffi as native
from weasyprint.urls import FatalURLFetchingError

from iria_reports.errors import MachineNotReady, PrintingFailed
from iria_reports.printing import native as platform
from iria_reports.printing.fetcher import GalleyFetcher
from iria_reports.printing.floats.settle import settled
from iria_reports.printing.footnotes import whole_footnotes
from iria_reports.printing.galley_folder import GalleyFolder
from iria_reports.printing.limits import Limits
from iria_reports.printing.lines import hanging_spaces
from iria_reports.printing.lint.leaves import Leaf, read_leaves
from iria_reports.printing.lint.lint import lint as lint  # for the printer, which may not import it first
from iria_reports.printing.tags import check_version, structure_tags
from iria_reports.printing.xmp import with_identifiers

VARIANT = "pdf/a-3a"
# ISO 19005-3, 6.1.13: no page side under 3 or over 14 400 units of user space; here in CSS pixels.
SHORTEST_SIDE, LONGEST_SIDE = 3 / 0.75, 14_400 / 0.75
# User origin: a theme's own rules win.
PRINTER_CSS = """
x-toc, x-toci { display: block }
x-note { float: footnote; footnote-policy: line }
img { image-rendering: crisp-edges }
"""


@dataclass(frozen=True)
class Sheets:
    """The unfinished PDF, its pages as laid out, and what was counted while it was made."""

    data: bytes
    leaves: tuple[Leaf, ...]
    notes: int
    warnings: tuple[str, ...]
    stages: dict[str, float]


class Ear(logging.Handler):
    """Collects the words of everything WeasyPrint logs from WARNING up, each once.

    Why a picture failed stands in a DEBUG record right after: its first cause is added to the words.
    """

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.heard: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        words = record.getMessage().strip()
        if record.levelno >= logging.WARNING:
            self.heard.setdefault(words)
        elif self.heard and record.exc_info and (fault := record.exc_info[1]):
            last = next(reversed(self.heard))
            cause = _first_cause(fault)
            if str(cause) not in last:
                del self.heard[last]
                self.heard[f"{last.removesuffix(':')}: {type(cause).__name__}: {cause}"] = None


def _first_cause(fault: BaseException) -> BaseException:
    while (earlier := fault.__cause__ or fault.__context__) is not None:
        fault = earlier
    return fault


def check_machine() -> None:
    """Refuse a machine whose libraries would print other bytes each second, or tags nobody has read."""
    check_version()
    if native.harfbuzz_subset is None or not native.harfbuzz.hb_version_atleast(4, 1, 0):
        # Without it fontTools subsets the fonts, which stamps them with the time and is slower.
        raise MachineNotReady("HarfBuzz's subsetting library (4.1 or later) is missing", advice=platform.advice())


def versions() -> dict[str, str]:
    """The versions that the bytes depend on."""
    own = cffi.FFI()
    own.cdef("const char *hb_version_string(void); const char *pango_version_string(void);")
    pango = native._dlopen(own, "libpango-1.0-0", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
    harfbuzz = native._dlopen(own, "libharfbuzz-0", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")
    return {
        "weasyprint": weasyprint.__version__,
        "pango": own.string(pango.pango_version_string()).decode(),
        "harfbuzz": own.string(harfbuzz.hb_version_string()).decode(),
        "pikepdf": pikepdf.__version__,
    }


def typeset(galley: GalleyFolder, limits: Limits) -> Sheets:
    """Lay the galley out and write it, tagged; a refused address or a monstrous input ends in PrintingFailed."""
    fetcher = GalleyFetcher(galley, limits)
    with _bounded_pictures(limits), listening() as ear:
        try:
            data, leaves, notes, stages = _render(galley, fetcher, limits)
        except FatalURLFetchingError as fault:
            raise PrintingFailed(fetcher.refused[0] if fetcher.refused else str(fault)) from fault
        except RecursionError as fault:
            raise PrintingFailed("the HTML or a picture is nested too deeply to be laid out") from fault
        except MemoryError as fault:
            raise PrintingFailed(
                f"the report needs more than the {limits.memory >> 20} MiB of memory allowed"
            ) from fault
    if fetcher.refused:
        raise PrintingFailed(fetcher.refused[0])
    return Sheets(data, leaves, notes, tuple(ear.heard), stages)


def _render(
    galley: GalleyFolder, fetcher: GalleyFetcher, limits: Limits
) -> tuple[bytes, tuple[Leaf, ...], int, dict[str, float]]:
    start = time.perf_counter()
    html = weasyprint.HTML(string=galley.html, base_url="asset:report.html", url_fetcher=fetcher)
    _refuse_monsters(html.etree_element, limits)
    document = settled(html.etree_element, partial(_laid_out, html, limits, pictures={}))
    laid_out = time.perf_counter()
    packet = document.metadata.generate_rdf_metadata
    document.metadata.generate_rdf_metadata = with_identifiers(packet, galley.identifier)
    with structure_tags(document) as tally:
        data = document.write_pdf(pdf_variant=VARIANT, attachments=_attachments(galley, limits))
    written = time.perf_counter()
    leaves = read_leaves(document, html.etree_element, tally.marked)
    stages = {"layout": laid_out - start, "write": written - laid_out, "lint": time.perf_counter() - written}
    return data, leaves, tally.notes, stages


def _laid_out(html: Any, limits: Limits, *, pictures: dict[str, Any]) -> Any:
    """The document; `pictures` keeps what was read, for a second time."""
    own = weasyprint.CSS(string=PRINTER_CSS)
    with whole_footnotes(), hanging_spaces():
        document = html.render(pdf_variant=VARIANT, stylesheets=[own], cache=pictures)
    _check_pages(document, limits)
    return document


def _attachments(galley: GalleyFolder, limits: Limits) -> list[Any]:
    created = galley.created.astimezone(UTC)
    return [
        weasyprint.Attachment(
            string=galley.read(enclosure.file, limits.file_size),
            name=enclosure.name,
            description=enclosure.description,
            relationship=enclosure.relationship,
            created=created,
            modified=created,
        )
        for enclosure in galley.enclosures
    ]


def _refuse_monsters(root: Any, limits: Limits) -> None:
    """Stop what would eat the time and memory limits without a word an analyst understands."""
    for number, element in enumerate(root.iter()):
        if number >= limits.elements:
            raise PrintingFailed(f"the HTML has more than the {limits.elements} elements allowed")
        for name in ("colspan", "rowspan"):
            value = element.get(name, "1")
            if value.strip().isdigit() and int(value[:9]) > limits.span:
                raise PrintingFailed(f"a table cell has {name}={value[:9]}, more than the {limits.span} allowed")


def _check_pages(document: Any, limits: Limits) -> None:
    if document.metadata.attachments or any(kind == "attachment" for page in document.pages for kind, *_ in page.links):
        raise PrintingFailed("the HTML attaches a file itself; attachments are listed in galley.json, with their date")
    if len(document.pages) > limits.pages:
        raise PrintingFailed(f"the report has {len(document.pages)} pages, more than the {limits.pages} allowed")
    for number, page in enumerate(document.pages, start=1):
        if max(page.width, page.height) > LONGEST_SIDE:
            raise PrintingFailed(f"page {number} is larger than PDF/A allows (5.08 m a side)")
        if min(page.width, page.height) < SHORTEST_SIDE:
            raise PrintingFailed(f"page {number} is smaller than PDF/A allows (1.06 mm a side)")


@contextmanager
def listening() -> Iterator[Ear]:
    """What WeasyPrint logs meanwhile."""
    ear = Ear()
    logger = logging.getLogger("weasyprint")
    level = logger.level
    logger.setLevel(logging.DEBUG)
    logger.addHandler(ear)
    try:
        yield ear
    finally:
        logger.removeHandler(ear)
        logger.setLevel(level)


@contextmanager
def _bounded_pictures(limits: Limits) -> Iterator[None]:
    """Pillow only warns up to twice its limit: the warning is made an error as well."""
    plain = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = limits.pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = plain
