"""The blanks of a document template: `{blank-id}` wherever something is to be filled in."""

import re

BLANK = re.compile(r"\{([^{}\s]+)\}")
