"""Applies what was changed in the cells of a row."""

from collections.abc import Iterable, Sequence
from typing import Any

from kb.bulk.cells import CellError, LostError, check, decode, encode, is_as_saved, plain
from kb.bulk.columns import Column, Kind
from kb.bulk.layout import Front, value_at
from kb.bulk.table import Cell, Row


class Filling:
    """Fills front matter from rows; if a table has lost letters, reports one cell only."""

    def __init__(self, problems: list[str]) -> None:
        """Problems with cells are added to `problems`."""
        self._problems = problems
        self._lost: set[str] = set()
        """The tables for which this was reported."""

    def fill(self, front: Front, row: Row, known: Iterable[Column]) -> None:
        """Applies the cells of a row that differ from what the export would write."""
        for column in known:
            cell = row.cells.get(column.name)
            if cell is None:
                continue
            exported = encode(value_at(front, column.path), column.kind)
            text = ""
            try:
                text = plain(cell.value, column.kind)
                if not is_as_saved(text, exported, row.encoding):
                    check(text, exported, row.encoding)
                    _put(front, column.path, decode(text, column.kind))
            except CellError as error:
                if isinstance(error, LostError) and not self._is_first_lost(cell):
                    continue
                told = f"{cell.address}: столбец «{column.name}»: {error}"
                self._problems.append(told)
                if not exported and text and column.kind in (Kind.TEXT, Kind.CELL):
                    _put(front, column.path, text)  # the field is filled: no problem of its own

    def _is_first_lost(self, cell: Cell) -> bool:
        table = cell.address.rpartition("!")[0]
        is_first = table not in self._lost
        self._lost.add(table)
        return is_first


def _put(front: Front, path: Sequence[str], value: Any) -> None:
    """Sets a value, or removes the field if the value is None."""
    name, *rest = path
    if rest:
        inner = dict(front.get(name) or {})
        _put(inner, rest, value)
        value = inner or None
    if value is None:
        front.pop(name, None)
    else:
        front[name] = value
