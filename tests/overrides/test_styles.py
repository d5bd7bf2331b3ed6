"""What no style sheet may do, because a browser would pay for it on every page."""

import re

from tests.sites import ROOT

STYLES = ROOT / "overrides" / "assets" / "css"
PRINT = re.compile(r"^@media print \{.*?^\}", re.DOTALL | re.MULTILINE)
ASKING = re.compile(
    r"(?<!\w)(?:body|html|article|main|\.md-(?:container|main|content|grid)[\w-]*)[^\s,{]*:has\("
)


def test_no_rule_for_screens_asks_what_the_whole_page_has() -> None:
    """Each tick, each letter typed would style the whole page anew, 40 ms on a slow phone."""
    asking = {
        path.name: found
        for path in STYLES.glob("*.css")
        if (found := ASKING.findall(PRINT.sub("", path.read_text("utf-8"))))
    }
    assert asking == {}
