"""The numbers that are compared, and what is expected of one."""

from dataclasses import dataclass

from reporting.checks.rules.model import ReportedRow


@dataclass(slots=True)
class Item:
    """One number of one row. `measure`: its logarithm or log odds; `noise`: the variance that
    chance alone gives it; `now`: it is asked about; `usable`: it tells what is usual (a 0 of a unit
    that often has none does not)."""

    unit: str
    period: str
    season: int
    measure: float
    noise: float
    now: bool
    row: ReportedRow
    number: float
    whole: float = 1.0
    usable: bool = True
    scaled: bool = False
    moved: float = 0.0  # how the others moved in its period; reckoned by its column

    def beside(self) -> "Item":
        """The same, to compare with and not asked about."""
        return Item(
            unit=self.unit,
            period=self.period,
            season=self.season,
            measure=self.measure,
            noise=self.noise,
            now=False,
            row=self.row,
            number=self.number,
            whole=self.whole,
            usable=self.usable,
            scaled=self.scaled,
        )


@dataclass(frozen=True, slots=True)
class Expected:
    """`variance`: beyond chance's own. `own`, `peers`: how many reports of the unit and how many
    other units it rests on; `freedom`: how much is known of the variance; `before`: the unit's own
    measures of the same part of other years."""

    measure: float
    variance: float
    own: int
    peers: int
    freedom: float
    before: tuple[float, ...] = ()
