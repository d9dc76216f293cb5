"""Titles of activities and rows of action plans, for tests; and an invented plan that follows."""

from typing import Any

import yaml

from reporting.entry.page.actions import plan_steps
from reporting.entry.page.actions.action_plan import save_action_plan
from reporting.entry.page.rules.action_plan import Planned
from reporting.models import PlannedActivity
from strategies.models import Activity
from tests import factories
from tests.fixtures.transcribed import FIXTURES

YEAR = 2021
FILE = FIXTURES / "plan" / "nsp-2019-2023.yaml"


def titled(*codes: str) -> None:
    """As if the Secretariat had given these titles: only then is anybody asked about them."""
    with factories.secretariat():
        for code in codes:
            Activity.objects.filter(code=code).update(title_en=f"Title of {code}", confirmed=True)


def saved(unit: str, planned: dict[str, Planned], year: int = YEAR) -> None:
    with factories.acting(factories.person_of(unit, "officer")) as officer:
        save_action_plan(by=officer, year=year, planned=planned)


def approved(unit: str, year: int = YEAR) -> None:
    with factories.acting(factories.person_of(unit, "approver")) as approver:
        plan_steps.approve(by=approver, year=year)


def row(unit: str, code: str, year: int = YEAR) -> PlannedActivity:
    with factories.secretariat():
        return PlannedActivity.objects.select_related("activity__group").get(
            organisation_unit__code=unit, activity__code=code, year=year
        )


def next_plan(folder: Any, **about: Any) -> Any:
    """The file of an invented plan of 2024-2028 with two groups: 2.1 goes on as 1.1, and of its
    activities one goes on, one replaces another; 2.7.04 ends."""
    content = {
        "plan": {
            "code": "invented-2024-2028",
            "title": {"en": "Invented plan 2024-2028", "km": "ផែនការប្រឌិត 2024-2028"},
            "first_year": 2024,
            "last_year": 2028,
            "vision": {"en": "A vision"},
            "mission": {"en": "A mission"},
            "goals": [{"en": "A goal"}],
            "follows": "nsp-2019-2023",
            "ends": ["2.7.04"],
            **about,
        },
        "strategies": [
            {
                "number": 1,
                "title": {"en": "One strategy"},
                "activity_count": 5,
                "groups": [
                    {
                        "code": "1.1", "title": {"en": "Awareness"}, "activity_count": 3,
                        "continues": "2.7",
                        "activities": [
                            {"number": 1, "title": {"en": "Visit more"}, "continues": "2.7.03"},
                            {"number": 2, "title": {"en": "Speak anew"}, "replaces": "2.7.05"},
                        ],
                    },
                    {"code": "1.2", "title": {"en": "Something new"}, "activity_count": 2},
                ],
            }
        ],
    }  # fmt: skip
    path = folder / "next.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path
