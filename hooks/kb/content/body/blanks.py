"""The blanks of a document template: `{blank-id}` wherever something is to be filled in."""

import re

BLANK = re.compile(r"\{([^{}\s]+)\}")

BRACED = re.compile(r"\{+ *[^{}\s]+ *\}+")
"""A blank, and what people write for one: {{ blank-id }}."""
