"""Names the boxes of task lists: a screen reader would hear of a box, and not what it is for."""

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import STX


class TaskLists(Treeprocessor):
    """Makes the line beside a box its label; what an item has below that line stays as it is."""

    def run(self, root: Element) -> None:
        for item in list(root.iter("li")):
            if "task-list-item" in item.get("class", "").split():
                for line in (item, *item[:1]):  # between blank lines, a paragraph has the box
                    if STX in (line.text or ""):
                        self._label(line)
                        break  # bold words may have stand-ins of their own, as for «&nbsp;»

    def _label(self, line: Element) -> None:
        label = Element("label")
        label.text, line.text = line.text, None
        while len(line) and not self.md.is_block_level(line[0].tag):
            label.append(line[0])
            line.remove(line[0])
        line.insert(0, label)
