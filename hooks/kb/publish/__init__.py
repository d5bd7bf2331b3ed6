"""Puts a built site in place of the published one: checked, compressed, all at once, reversibly.

The folder a web server is given:

    DEST/current                       a link to the release that is served
    DEST/releases/<time>-<digest>/     site/ and release.json: when, from what, instead of which
    DEST/.work/                        what a run has begun; the next run clears it
    DEST/.lock                         held while a run lives
"""

from kb.publish.failure import PublishError
from kb.publish.files import copy
from kb.publish.publication import publish, roll_back
from kb.publish.releases import Releases

__all__ = ["PublishError", "Releases", "copy", "publish", "roll_back"]
