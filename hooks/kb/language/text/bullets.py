"""The signs that begin the items of lists in other programs."""

import re

BULLETS = "•·▪▫◦●○■□‣⁃►▸➢➤❖◆\uf0a7\uf0b7\uf0d8\uf0fc"
"""The last four are from Word's own fonts."""

OF_APP = re.compile(rf"(?P<before>\t+)(?P<sign>[{BULLETS}–-]|[0-9]{{1,2}}\.)\t+(?=\S)")
"""What the app of a chat assistant puts between tabs; below an empty line it would be code."""
