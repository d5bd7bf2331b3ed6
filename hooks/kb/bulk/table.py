"""Reads a table's headings, and its rows as cells by heading."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kb.bulk.files import Table
from kb.content.fields.messages import near, one_line
from kb.office.spreadsheet import Value


class HeadingsError(Exception):
    """A table cannot be used; the message says in Russian where, and why."""


@dataclass(frozen=True, slots=True)
class Cell:
    value: Value
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty."""

    cells: dict[str, Cell]
    """By heading; columns that the table lacks are left out."""

    address: str
    """The address of its first cell."""

    encoding: str
    """That of its file."""

    def text(self, name: str) -> str:
        """Returns the text of a cell that names something; "" if it is empty or missing."""
        value: Value = self.cells[name].value if name in self.cells else ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value).strip()

    def at(self, name: str) -> str:
        return self.cells[name].address if name in self.cells else self.address


def rows(
    table: Table, known: Collection[str], needed: Collection[str], problems: list[str]
) -> Iterator[Row]:
    """Yields the rows below the headings, which are in the first row that is not empty.

    Adds to `problems` what is wrong with the headings. Raises `HeadingsError` if one is missing
    that is `needed`: no row can be understood without it.
    """
    filled = ((n, row) for n, row in enumerate(table.rows) if any(map(_is_filled, row)))
    number, first = next(filled, (0, []))
    headings = {x: str(value).strip() for x, value in enumerate(first) if _is_filled(value)}
    has_some = any(name in known for name in headings.values())
    if missing := [name for name in needed if headings and name not in headings.values()]:
        told = _lacking(missing, has_some)
        raise HeadingsError(f"{table.address(number, min(headings))}: {told}")
    seen: set[str] = set()
    for x, name in headings.items():
        if name not in known:
            told = f"неизвестный столбец «{one_line(name)}»{near(name, known)}"
            problems.append(f"{table.address(number, x)}: {told}")
        elif name in seen:
            problems.append(f"{table.address(number, x)}: столбец «{name}» указан дважды")
        seen.add(name)
    for y, row in filled:
        for x, value in enumerate(row):
            if x not in headings and _is_filled(value):
                problems.append(f"{table.address(y, x)}: у столбца нет имени; уберите его")
        empty: Value = ""
        yield Row(
            {
                name: Cell(row[x] if x < len(row) else empty, table.address(y, x))
                for x, name in headings.items()
            },
            table.address(y, min(headings)),
            table.encoding,
        )


def _lacking(missing: Sequence[str], has_some: bool) -> str:
    names = ", ".join(f"«{name}»" for name in missing)
    if has_some:
        return f"нет столбца {names}; верните имена столбцов, как в выгрузке"
    return (
        "первая строка — не имена столбцов; удалите строки над именами, а если имён нет, "
        f"верните их, как в выгрузке: {names} и другие"
    )


def _is_filled(value: Value) -> bool:
    return bool(str(value).strip())
