"""The XML namespaces of a .docx, as lxml writes them before a tag (ECMA-376, part 1)."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
GRAPHICS = "{http://schemas.openxmlformats.org/drawingml/2006/"
"""How the several namespaces of drawings begin."""
