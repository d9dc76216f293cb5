"""What the parts of an address may be: ids from the data, by where in the site they stand.

A new kind of part needs a line in RULES; without it the walk fails and names the address. What is
new in the data needs nothing: it is found.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

from tests.drafts import OWN, TABLE
from tests.site.data import Data

At = dict[str, str]  # the parts that are filled already
Values = list[tuple[str, ...]]
Rule = tuple[str, tuple[str, ...], Callable[[Data, At], Values]]
PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
# Whose pages are made of what stands in the data: each is asked for in each combination.
DRAFTS = (TABLE, OWN)
WHOLE = re.compile(r"editions/.*/write/<str:section>/$")
MOST = 2000  # combinations that are looked at
REPORT = "reports/<str:unit>/<slug:data_set>/<period:period>/$"  # the page itself


def ones(*values: object) -> Values:
    return [(str(one),) for one in values]


def _years(data: Data, _at: At) -> Values:
    return ones(*data.years, 1999)


def _edition(at: At) -> str:
    return f"{at['period']}/{at['number']}"


RULES: list[Rule] = [
    (REPORT, ("unit", "data_set", "period"), lambda data, at: data.reports),
    ("reports/", ("unit", "data_set", "period"), lambda data, at: data.few_reports),
    ("reports/", ("thread",), lambda data, at: ones(*data.threads, 0)),
    ("reports/", ("key",), lambda data, at: ones(*data.evidence, 0)),
    ("reports/", ("token",), lambda data, at: ones("nothing")),
    ("notices/", ("unit", "data_set", "period"), lambda data, at: data.few_reports),
    ("notices/", ("notice_id",), lambda data, at: ones(*data.notices, 0)),
    ("reconciliation/", ("unit", "data_set", "year"), lambda data, at: data.forms),
    ("annual/", ("period", "edition"), lambda data, at: data.editions),
    ("annual/", ("period",), lambda data, at: ones(*data.periods)),
    ("annual/", ("section",), lambda data, at: ones(*data.sections, "nowhere")),
    ("trace/table/", ("code",), lambda data, at: ones(*data.codes)),
    ("trace/", ("period",), lambda data, at: ones(*data.periods)),
    ("t/", ("code",), lambda data, at: ones(*data.codes)),
    ("downloads/", ("period",), lambda data, at: ones(*data.periods)),
    ("downloads/", ("name",), lambda data, at: ones(*data.files_of_periods)),
    ("editions/", ("period", "number"), lambda data, at: data.editions),
    ("editions/", ("section",), lambda data, at: ones(*data.sections, "nowhere")),
    ("editions/", ("passage",), lambda data, at: ones(*data.passages[_edition(at)], 0)),
    ("editions/", ("thread",), lambda data, at: ones(*data.edition_comments, 0)),
    ("editions/", ("sign_off",), lambda data, at: ones(*data.sign_offs, 0)),
    ("editions/", ("name",), lambda data, at: ones(*data.edition_files)),
    ("editions/", ("code",), lambda data, at: ones(*data.tables[::4], "nothing")),
    ("discrepancies/", ("period",), lambda data, at: ones(*data.periods)),
    ("discrepancies/", ("mark",), lambda data, at: ones(*data.marks[at["period"]], "nothing")),
    ("consolidations/", ("period",), lambda data, at: ones(*data.periods, "2021-03")),
    ("jobs/", ("job_id",), lambda data, at: ones(*data.jobs, 0)),
    ("calendar/requests/", ("request_id",), lambda data, at: ones(*data.requests, 0)),
    ("calendar/extensions/", ("extension_id",), lambda data, at: ones(*data.extensions, 0)),
    ("calendar/more-time/", ("data_set", "period"), lambda data, at: data.awaited),
    ("calendar/", ("kind",), lambda data, at: ones(*data.period_kinds, "nothing")),
    ("calendar/", ("data_set",), lambda data, at: ones(*data.data_sets, "nothing")),
    ("catalogue/", ("draft",), lambda data, at: ones(*data.indicator_drafts, 0)),
    ("catalogue/", ("table",), lambda data, at: ones(*DRAFTS, "nothing")),
    ("commitments/", ("number",), lambda data, at: ones(*data.commitments, 0)),
    ("feedback/", ("number",), lambda data, at: ones(*data.feedback, 0)),
    ("tell-us/", ("token",), lambda data, at: ones("nothing")),
    ("meetings/", ("key",), lambda data, at: ones(*data.meetings, 0)),
    ("meetings/", ("decision",), lambda data, at: ones(*data.decisions, 0)),
    ("evaluations/", ("key",), lambda data, at: ones(*data.evaluations, 0)),
    ("evaluations/", ("part",), lambda data, at: ones("opening", "impact", "nowhere")),
    ("evaluations/", ("name",), lambda data, at: ones("evaluation.pdf", "nothing.pdf")),
    ("special/", ("key",), lambda data, at: ones(*data.specials, 0)),
    ("special/", ("day",), lambda data, at: ones("2022-04-05", "2022-04-06", "2022-04-30")),
    ("plan/", ("unit",), lambda data, at: ones(*data.units)),
    ("plan/", ("number",), lambda data, at: ones(1, 2, 3, 4, 9)),
    ("plan/", ("group",), lambda data, at: ones("1.3", "2.1", "2.7", "4.2", "nowhere")),
    ("plan/", ("activity",), lambda data, at: ones(*data.activities, "nowhere")),
    ("indicators/", ("indicator",), lambda data, at: ones("meetings_held", "people_reached", "no")),
    ("indicators/", ("of",), lambda data, at: ones(2021, 2023)),
    ("situation/", ("chart",), lambda data, at: ones("funnel", "reached_by_province", "nothing")),
    ("people/", ("person_id",), lambda data, at: ones(*data.people, 0)),
    ("committees/", ("code",), lambda data, at: ones("KH-08", "WG-JUST", "MOI", "nowhere")),
    ("observers/", ("code",), lambda data, at: ones("OBS-UN", "KH-08", "nowhere")),
    ("provinces/", ("unit",), lambda data, at: ones("KH-08", "KH-01", "MOI")),
    ("provinces/", ("name",), lambda data, at: ones("report.pdf", "report.xlsx", "nothing.pdf")),
    ("units/", ("code",), lambda data, at: ones(*data.units, "nowhere")),
    ("accounts/", ("key",), lambda data, at: ones("key", "set-password")),
    ("accounts/", ("uidb36",), lambda data, at: ones("1", "zzzzzz")),
    ("admin/", ("app_label",), lambda data, at: ones("provinces", "reporting", "strategies")),
    ("admin/", ("url",), lambda data, at: ones("nowhere/")),
    ("admin/", ("content_type_id",), lambda data, at: ones(data.content_type, 0)),
    ("admin/r/", ("object_id",), lambda data, at: ones(1, 0)),
    ("", ("year",), _years),
]


# Questions that are asked of each of a kind: address, name, where its values stand in `Data`.
ASKED = [
    ("/explore/", "table", "tables"),
    ("/trace/2020/", "figure", "figures"),
    ("/editions/2020/1/files/", "unit", "units"),
]


class Unknown(LookupError):
    """A part of an address that RULES does not know."""


@dataclass(frozen=True)
class Place:
    """An address, and what its parts were filled with."""

    route: str
    parts: tuple[tuple[str, str], ...]

    @property
    def address(self) -> str:
        return filled(self.route, dict(self.parts))

    def but(self, name: str, raw: str) -> str:
        """The address with another value, as it stands in an address, for one part."""
        return filled(self.route, dict(self.parts), {name: raw})


def parts_of(route: str) -> list[str]:
    return [one[1] or one[2] for one in PART.finditer(route)]


def filled(route: str, parts: At, raw: At | None = None) -> str:
    texts = {name: quote(value, safe="/") for name, value in parts.items()} | (raw or {})
    address = PART.sub(lambda found: texts[found[1] or found[2]], route)
    return "/" + re.sub(r"[\^$\\]", "", address)


def every(route: str, data: Data) -> list[Place]:
    """Of the pages in WHOLE every combination, else each value of each part at least once."""
    found = [Place(route, tuple(at.items())) for at in islice(_filled(route, data), MOST)]
    if WHOLE.match(route):
        return found
    random.Random(route).shuffle(found)
    seen: set[object] = set()
    kept = []
    for place in found:
        values = set(_values(place))
        if not values or not values <= seen:
            kept.append(place)
            seen |= values
    return kept


def _values(place: Place) -> Iterator[object]:
    at = dict(place.parts)
    for _prefix, names, _values in RULES:
        if set(names) <= set(at):
            yield tuple((name, at[name]) for name in names)


def _filled(route: str, data: Data) -> Iterator[At]:
    wanted = parts_of(route)
    yield from _filled_from(route, wanted, {}, data)


def _filled_from(route: str, wanted: list[str], at: At, data: Data) -> Iterator[At]:
    missing = [name for name in wanted if name not in at]
    if not missing:
        yield at
        return
    names, values = _rule(route, missing, at, data)
    for one in values:
        yield from _filled_from(route, wanted, at | dict(zip(names, one, strict=True)), data)


def _rule(route: str, missing: list[str], at: At, data: Data) -> tuple[tuple[str, ...], Values]:
    if route.startswith("admin/") and missing[0] in ("object_id", "id"):
        model = route.split("/")[2]
        if model in data.rows:
            return (missing[0],), ones(data.rows[model], 0)
    for prefix, names, values in RULES:
        if f"{route}$".startswith(prefix) and missing[: len(names)] == list(names):
            return names, values(data, at)
    raise Unknown(
        f"tests/site/places.py does not say what <{missing[0]}> of {route} may be: add a line to "
        "RULES"
    )
