"""What the page shows anew after a save: marks beside cells, the list of checks, section states."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string

from reporting.forms.reports_entry import Posted
from reporting.queries.report_pages import Content
from reporting.views.reports.marks import mark_html, marks_of
from reporting.views.reports.shapes import checks_of
from reporting.views.reports.states import SectionState, states_of


def checked(
    content: Content, problems: Iterable[str], *, may_enter: bool, shown: str = ""
) -> dict[str, Any]:
    """`marks`: by input; `checks` and `sections`: as HTML, the same as on the page itself. Nothing
    but the `key` of it where the page shows it already (`shown` is the page's key)."""
    states = states_of(content, problems)
    key = key_of(content, states)
    if key == shown:
        return {"key": key}
    context = {
        "states": states,
        "done": sum(one.is_begun for one in states),
        "checks": checks_of(content, Posted()),
        "open_checks": len(content.open_checks),
        "may_enter": may_enter,
    }
    return {
        "key": key,
        "open": len(content.open_checks),
        "marks": {name: mark_html(name, mark) for name, mark in marks_of(content).items()},
        "checks": render_to_string("reports/parts/checks_list.html", context),
        "sections": render_to_string("reports/parts/sections_list.html", context),
    }


def key_of(content: Content, states: Iterable[SectionState]) -> str:
    """Changes with whatever the checks and the states say."""
    said = [
        [(one.section.code, one.state, one.checks, one.done) for one in states],
        [(one.key, one.finding.template, one.finding.params, one.explanation, one.reason,
          one.is_open) for one in content.checks],
    ]  # fmt: skip
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
