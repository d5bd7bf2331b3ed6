"""Writes into a page's file which wording of another page it follows."""

from kb.content.fields.kinds import Digest
from kb.content.normal_form import field_order
from kb.content.yaml.front_matter import SourceText


def marked(text: str, source: SourceText, field: str, digest: Digest) -> str:
    """Returns the text of a page's file with the field set; no other character changes.

    `source` is what was parsed from `text`. A new field takes its place in the normal form.
    """
    lines = text.split("\n")
    names = {key.value: key.start_mark.line + 1 for key, _ in source.front.node.value}
    line = f"{field}: {digest}"
    if field in names:
        lines[names[field]] = line
        return "\n".join(lines)
    ranks = {name: n for n, name in enumerate(field_order(str(source.front.data["type"])))}
    after = (at for name, at in names.items() if ranks[name] > ranks[field])
    lines.insert(min(after, default=source.body_line - 2), line)
    return "\n".join(lines)
