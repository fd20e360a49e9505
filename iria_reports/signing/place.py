"""A PDF with an empty signature comes in, saved by whatever program; where the signature stands, filled, goes out."""

import hashlib
import io
import re
from collections.abc import Callable

from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest

# /ByteRange [0 a b c]: signed are bytes 0 to a, and c from b on (ISO 32000-1, 12.8.1). Unknown yet, it is as wide as
# any: 9,999,999,999 bytes are as many as a cross-reference table can count.
RANGE = re.compile(rb"/ByteRange ?\[[ 0-9]*\] *")
UNKNOWN = b"/ByteRange [0 9999999999 9999999999 9999999999]"
EMPTY = re.compile(rb"/Contents ?(<0{100,}>)")


def emptied(prepared: bytes) -> bytes:
    """The PDF that was made ready for signing, with no range of bytes in it yet: more may be changed."""
    before, _, last = prepared.rpartition(b"/ByteRange")
    found = RANGE.match(b"/ByteRange" + last)
    if not before or found is None:
        raise ValueError("the file was not made ready for a signature")
    return before + UNKNOWN.ljust(found.end()) + (b"/ByteRange" + last)[found.end() :]


def filled(content: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The PDF signed: no byte after this may change. Raises ValueError where it has not one empty signature.

    sign  the SHA-256 of what is signed goes in, its signature (CMS, as DER) comes out
    """
    ranges, places = list(RANGE.finditer(content)), list(EMPTY.finditer(content))
    if len(ranges) != 1 or len(places) != 1:
        raise ValueError(f"{len(ranges)} signatures were made ready, and {len(places)} of them are empty")
    (about,), (first, end) = ranges, places[0].span(1)
    span = b"/ByteRange [0 %d %d %d]" % (first, end, len(content) - end)
    ready = io.BytesIO(content[: about.start()] + span.ljust(about.end() - about.start()) + content[about.end() :])
    whole = ready.getbuffer()
    hashed = hashlib.sha256(whole[:first])
    hashed.update(whole[end:])
    whole.release()
    digest = hashed.digest()
    PreparedByteRangeDigest(digest, first, end).fill_with_cms(ready, sign(digest))
    return ready.getvalue()
