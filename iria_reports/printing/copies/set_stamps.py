"""A batch of stamps comes in; a PDF of one small page for each goes out, all laid out in one go. Runs in the child.

Each is written apart: fonts shared by a batch would hold the letters of other readers' names.
"""

# mypy: allow-untyped-calls

import html
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import weasyprint

from iria_reports.errors import PrintingFailed
from iria_reports.printing.copies.stamp import HEIGHT, SIZE
from iria_reports.printing.fetcher import GalleyFetcher
from iria_reports.printing.galley_folder import GalleyFolder
from iria_reports.printing.limits import Limits
from iria_reports.printing.typeset import listening

VARIANT = "pdf/a-3u"  # its fonts are embedded and say which letters they draw; without tags, for a stamp is an artifact
# The reader's name may be in a script of the other direction: isolated (Unicode, UAX 9), it turns nothing beside it.
ISOLATED = "\u2068{}\u2069"
CSS = """
@page {{ size: {width}pt {height}pt; margin: 0 }}
html, body {{ margin: 0 }}
p {{ margin: 0; width: {width}pt; height: {height}pt; font: {size}pt/{height}pt {families}; break-after: page;
     white-space: nowrap; overflow: hidden }}
p:last-child {{ break-after: auto }}
"""


def set_stamps(order: dict[str, Any], scratch: Path, limits: Limits) -> list[str]:
    """Set `stamps` (words and reader of each) on `width` points in the `fonts` of the folder's assets/.

    Writes into `scratch`, and gives the files' names in order. Raises PrintingFailed.
    """
    names = order["fonts"]
    faces = "".join(f'@font-face {{ font-family: "{name}"; src: url("asset:{name}") }}\n' for name in names)
    families = ", ".join(f'"{name}"' for name in names)
    css = faces + CSS.format(width=order["width"], height=round(HEIGHT, 3), size=SIZE, families=families)
    text = "".join(f"<p>{html.escape(words + ISOLATED.format(reader))}</p>" for words, reader in order["stamps"])
    assets = dict.fromkeys(names, "font/ttf")
    galley = GalleyFolder(scratch, "", "", datetime.now(UTC), 0, assets, ())
    page = f"<!DOCTYPE html><html><head><title>Stamps</title><style>{css}</style></head><body>{text}</body></html>"
    with listening() as ear:
        document = weasyprint.HTML(string=page, url_fetcher=GalleyFetcher(galley, limits)).render(pdf_variant=VARIANT)
        if len(document.pages) != len(order["stamps"]):
            raise PrintingFailed(f"{len(order['stamps'])} stamps were set on {len(document.pages)} pages")
        files = []
        for count, sheet in enumerate(document.pages):
            files.append(f"{order['batch']}-{count}.pdf")
            document.copy([sheet]).write_pdf(scratch / files[-1], pdf_variant=VARIANT)
    if ear.heard:
        raise PrintingFailed("WeasyPrint warned:\n" + "\n".join(f"  {words}" for words in ear.heard))
    return files
