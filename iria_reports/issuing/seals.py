"""An issued file and the archive go in; who signed it, and whether the signature holds, comes out in words.

Checked are the archive's own bytes, which a stranger's file begins with or is equal to: never the stranger's.
"""

from collections.abc import Iterator

from iria_reports.issuing.archive import Archive
from iria_reports.issuing.bag import MANIFEST, SIGNATURE
from iria_reports.issuing.known import Kept, Known
from iria_reports.issuing.plain import plain
from iria_reports.signing.ready import signing_checks

SHOWN = 12  # digits of a fingerprint


def seal_of(kept: Kept, known: Known) -> Iterator[str]:
    """A line where the issue was signed, none where it was not."""
    if kept.signature == "none":
        return
    where = "in the file" if kept.signature == "pdf" else "beside the files of its bag"
    checks = signing_checks()
    if checks is None:
        yield f"signed {where}, certificate {kept.certificate[:SHOWN]}; pyHanko, which checks it, is not installed"
        return
    bag = (known.root / kept.place).parent.parent
    try:
        certificates = Archive(known.root).certificates()
        if kept.signature == "pdf":
            made_by = checks.check_pdf(known.root / kept.place, certificates).fingerprint
        else:
            manifest, signature = ((bag / name).read_bytes() for name in (MANIFEST, SIGNATURE))
            made_by = checks.check_detached(manifest, signature, certificates)
        yield f"signed {where} by {plain(checks.name_of(made_by, certificates))}; the signature holds"
    except (OSError, ValueError) as error:
        yield f"signed {where}, and that signature does not hold: {plain(str(error))}"
