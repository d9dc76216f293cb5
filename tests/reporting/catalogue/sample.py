"""A small catalogue as a test writes it down: one chapter, four tables."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

DATA_SETS = [
    {"code": "committee", "title": {"en": "Committee report"}, "kinds": ["province"]},
    {
        "code": "monthly",
        "title": {"en": "Monthly report"},
        "kinds": ["province"],
        "units": ["KH-08"],
        "period_kinds": ["month"],
    },
]
COLUMNS = [
    {"code": "times", "title": {"en": "Times"}, "unit": "event"},
    {"code": "persons", "title": {"en": "Persons"}, "unit": "person"},
    {
        "code": "females",
        "title": {"en": "Females", "km": "ស្រី"},
        "unit": "person",
        "part_of": "persons",
        "role": "females",
    },
]
SECTION = {
    "id": "II.B",
    "number": "B.",
    "level": 2,
    "title": {"en": "Prevention", "km": "ការបង្ការ"},
    "tables": [
        {
            "code": "publicity",
            "kind": "fixed",
            "layout": "rows",
            "title": {"en": "Publicity"},
            "data_sets": ["committee"],
            "totals": True,
            "rows": [
                {"code": "media", "title": {"en": "Media"}, "is_group": True},
                {"code": "radio", "title": {"en": "Radio"}, "group": "media"},
                {"code": "television", "title": {"en": "Television"}, "group": "media"},
                {"code": "forums", "title": {"en": "Forums"}},
            ],
            "columns": COLUMNS,
        },
        {
            "code": "events",
            "kind": "open",
            "title": {"en": "Events"},
            "data_sets": ["committee"],
            "columns": COLUMNS,
        },
        {
            "code": "summary",
            "kind": "derived",
            "title": {"en": "Summary"},
            "columns": [{"code": "times", "title": {"en": "Times"}, "unit": "event"}],
            "rows": [
                {
                    "code": "all",
                    "title": {"en": "All"},
                    "values": {"times": "publicity.times+events.times"},
                },
                {
                    "code": "share",
                    "title": {"en": "Share"},
                    "values": {"times": "100 * publicity.times / events.times"},
                },
            ],
        },
        {
            "code": "cases",
            "kind": "single",
            "title": {"en": "Cases"},
            "data_sets": ["monthly"],
            "columns": [
                {"code": "opened", "title": {"en": "Opened"}, "unit": "case"},
                {"code": "closed", "title": {"en": "Closed"}, "unit": "case"},
                {
                    "code": "together",
                    "title": {"en": "Together"},
                    "unit": "case",
                    "derived": "cases.opened+cases.closed",
                },
                {
                    "code": "open_at_end",
                    "title": {"en": "Open at the end"},
                    "unit": "case",
                    "aggregation": "last",
                },
                {
                    "code": "most_open",
                    "title": {"en": "Most open at once"},
                    "unit": "case",
                    "aggregation": "max",
                },
                {
                    "code": "number_of_list",
                    "title": {"en": "Number of the list"},
                    "unit": "item",
                    "aggregation": "none",
                },
            ],
        },
    ],
}


def catalogue() -> dict[str, Any]:
    """A copy that a test may change."""
    return deepcopy({"data_sets": DATA_SETS, "sections": [SECTION]})


def table(content: dict[str, Any], code: str) -> dict[str, Any]:
    """The table itself, to be changed."""
    found: dict[str, Any]
    [found] = [one for one in content["sections"][0]["tables"] if one["code"] == code]
    return found


def write(folder: Path, content: dict[str, Any]) -> Path:
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    (folder / "10_sample.yaml").write_text(text, encoding="utf-8")
    return folder
