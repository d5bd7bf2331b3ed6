"""The signs that begin the items of lists in other programs."""

BULLETS = "•·▪▫◦●○■□‣⁃►▸➢➤❖◆\uf0a7\uf0b7\uf0d8\uf0fc"
"""The last four are from Word's own fonts."""
