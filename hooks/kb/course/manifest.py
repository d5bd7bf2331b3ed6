"""Writes imsmanifest.xml, which an LMS reads first: SCORM 1.2 (ADL), content aggregation model."""

from collections.abc import Iterable
from urllib.parse import quote

from lxml import etree
from lxml.builder import ElementMaker

_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"

_cp = ElementMaker(namespace=_CP, nsmap={None: _CP, "adlcp": _ADL, "xsi": _XSI})
_adl = ElementMaker(namespace=_ADL)


def manifest(identifier: str, title: str, mastery: int, files: Iterable[str]) -> bytes:
    """Returns the manifest of a course that is one SCO, started by index.html.

    `identifier` is a valid XML name, `mastery` the score from which an LMS counts the course as
    passed, `files` all files in the package besides the manifest.
    """
    resource = _cp.resource(
        *(_cp.file(href=quote(path)) for path in files),
        {f"{{{_ADL}}}scormtype": "sco"},
        identifier=f"{identifier}-sco",
        type="webcontent",
        href="index.html",
    )
    item = _cp.item(
        _cp.title(title),
        _adl.masteryscore(str(mastery)),
        identifier=f"{identifier}-item",
        identifierref=f"{identifier}-sco",
        isvisible="true",
    )
    root = _cp.manifest(
        _cp.metadata(_cp.schema("ADL SCORM"), _cp.schemaversion("1.2")),
        _cp.organizations(
            _cp.organization(_cp.title(title), item, identifier=f"{identifier}-course"),
            default=f"{identifier}-course",
        ),
        _cp.resources(resource),
        {f"{{{_XSI}}}schemaLocation": (f"{_CP} imscp_rootv1p1p2.xsd {_ADL} adlcp_rootv1p2.xsd")},
        identifier=identifier,
        version="1.1",
    )
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written
