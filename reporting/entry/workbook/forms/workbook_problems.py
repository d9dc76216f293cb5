"""What may be wrong with a workbook that came back, each problem with its place, reason and
remedy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CellProblem:
    """`cell` is "" where the whole sheet is meant; `value` as it stands there."""

    sheet: str
    cell: str
    value: str
    reason: str
    remedy: str

    @property
    def note(self) -> str:
        return f"{self.reason}\n{self.remedy}"


@dataclass(frozen=True)
class Unread:
    """What was typed where nothing is read; `more`: how many cells of the kind are not listed."""

    sheet: str
    cell: str
    value: str
    reason: str
    remedy: str
    more: int = 0


class WrongBook(Exception):
    """The workbook as a whole is not the one that is asked for."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


class WrongCell(ValueError):
    """What stands in one cell cannot be meant."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy
