"""Replaces the published site by a new one: checked, compressed, all at once, reversibly.

The folder of a published site, whose `current` a web server serves:

    DEST/current                       a link to the release that is served
    DEST/releases/<time>-<digest>/     site/ and release.json: when, from what, replacing which
    DEST/.work/                        unfinished work of a run; the next run clears it
    DEST/.lock                         locked while a run is alive
"""

from kb.publish.failure import PublishError, unchanged
from kb.publish.files import copy
from kb.publish.place import keep_apart, overlap
from kb.publish.publication import publish, roll_back
from kb.publish.releases import Releases

__all__ = [
    "PublishError",
    "Releases",
    "copy",
    "keep_apart",
    "overlap",
    "publish",
    "roll_back",
    "unchanged",
]
