"""WeasyPrint's XMP packet comes in; the same with the PDF/UA-1 identifier, its schema and the issue's own goes out."""

import html
import re
from collections.abc import Callable

RDF_END = b"</rdf:RDF>"
# ISO 14289-1, 5, names the identifier; ISO 19005-3, 6.6.2.3.1, wants a schema for every property PDF/A does not know.
# Both stand inside the one rdf:RDF: a second rdf:RDF, as WeasyPrint's xmp_metadata option writes it, fails PDF/UA-1.
UA_IDENTIFIER = b"""\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 this file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>"""

DC_IDENTIFIER = (
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:identifier>{}</dc:identifier></rdf:Description>"
)


def with_identifiers(generate: Callable[..., bytes], identifier: str = "") -> Callable[..., bytes]:
    """Wrap DocumentMetadata.generate_rdf_metadata. `identifier` names an issued file (Dublin Core), "" a draft."""
    own = DC_IDENTIFIER.format(html.escape(identifier)).encode() if identifier else b""

    def generate_all(*arguments: object) -> bytes:
        return generate(*arguments).replace(RDF_END, UA_IDENTIFIER + own + RDF_END, 1)

    return generate_all


# xmp:Identifier (XMP Specification, 2005, XMP Basic Schema): an unordered array of text that identifies the resource.
# PDF/A-3 knows that schema (ISO 19005-3, 6.6.2.3.1), so none has to be declared; dc:identifier stays the issue's.
XMP_IDENTIFIER = (
    '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
    "<xmp:Identifier><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></xmp:Identifier></rdf:Description>"
)
# As above, or as another program writes the same: alone, or among other properties of one description (pyHanko).
CODE = rb"<xmp:Identifier>\s*<rdf:Bag>\s*<rdf:li>([^<]{1,200})</rdf:li>\s*</rdf:Bag>\s*</xmp:Identifier>"
COPY = re.compile(
    rb'<rdf:Description(?:\s(?:rdf:about|xmlns:xmp)="[^"]*")*>\s*' + CODE + rb"\s*</rdf:Description>|" + CODE
)
PDFA_CLAIM = re.compile(rb'\s+pdfaid:(?:part|conformance)="[^"]*"')


def with_copy(packet: bytes, code: str) -> bytes:
    """The packet of an issued file, with the code of one copy of it."""
    return packet.replace(RDF_END, XMP_IDENTIFIER.format(html.escape(code)).encode() + RDF_END, 1)


def without_copy(packet: bytes) -> tuple[bytes, str]:
    """The packet without the code that `with_copy` put in, and that code; "" where there is none."""
    found = COPY.search(packet)
    if found is None:
        return packet, ""
    return packet[: found.start()] + packet[found.end() :], html.unescape(
        (found[1] or found[2]).decode("utf-8", "replace")
    )


def without_pdfa(packet: bytes) -> bytes:
    """The packet without its claim of PDF/A, which forbids encryption (ISO 19005-3, 6.1.3); PDF/UA stays claimed."""
    return PDFA_CLAIM.sub(b"", packet)
