"""The checks as a report's page asks them: in words, a few at a time, each with its places and
with the common reasons that answer it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.entry.component_periods.rules.comparison_words import REASONS
from reporting.entry.page.forms.posted_report import Posted
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import Check, ReportContent
from reporting.entry.page.rules.activity_progress import TABLE as ACTIVITIES
from reporting.entry.page.rules.commitment_answers import TABLE as COMMITMENTS
from reporting.entry.page.rules.common_reasons import reasons_for
from reporting.entry.page.rules.telling import AT_A_TIME, by_telling
from reporting.entry.page.views.entry_inputs import input_of
from reporting.entry.page.views.open_rows import LABELS
from reporting.kernel.tables import cell_name
from reporting.models import Explanation, answer_words

NEAR = 3  # cells that a check leads to


@dataclass(frozen=True)
class CheckPresenter:
    """A check in words, the places that it speaks of, and its box for an explanation."""

    check: Check
    words: str
    section: str
    links: list[tuple[str, str]]
    name: str
    text: str
    problem: str
    why_name: str = ""
    reason: str = ""
    why_problem: str = ""

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """The short list, where one is asked to choose from it."""
        return _in_words(REASONS) if self.check.needs_reason else []

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Common reasons, each of which answers with one press."""
        return _in_words(reasons_for(self.check.finding)) if self.check.is_open else []

    @property
    def reason_words(self) -> str:
        return _beside(self.check.reason, self.check.said)

    @property
    def earlier_reason(self) -> str:
        earlier = self.check.earlier
        return _beside(earlier.reason, self.earlier_said) if earlier else ""

    @property
    def earlier_said(self) -> str:
        earlier = self.check.earlier
        return answer_words(earlier.reason, earlier.text) if earlier else ""

    @property
    def pick_name(self) -> str:
        return names.common_reason_name(self.check.key)


@dataclass(frozen=True)
class Questions:
    """The checks as the page asks them: `shown` are open, the most telling first; `later` more
    follow when these are answered; `answered` are."""

    shown: list[CheckPresenter]
    answered: list[CheckPresenter]
    later: int = 0

    def __bool__(self) -> bool:
        return bool(self.shown or self.answered)


def _beside(reason: str, text: str) -> str:
    """The words of a reason, where the text does not say the same."""
    words = str(Explanation.Reason(reason).label) if reason else ""
    return "" if words == text else words


def _in_words(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, str(Explanation.Reason(code).label)) for code in codes]


def checks_of(content: ReportContent, posted: Posted, *, may_enter: bool) -> Questions:
    """Who enters is asked a few at a time; what was just typed wrongly is among them."""
    asked = by_telling(content.open_checks)
    wrong = [check for check in asked[AT_A_TIME:] if _names(check) & posted.problems.keys()]
    shown = [*asked[:AT_A_TIME], *wrong] if may_enter else asked
    sections = {table.code: table.section.code for table in content.tables}

    def presented(checks: Iterable[Check]) -> list[CheckPresenter]:
        return [_presented(check, sections, content, posted) for check in checks]

    answered = [check for check in content.checks if not check.is_open]
    return Questions(presented(shown), presented(answered), len(asked) - len(shown))


def _names(check: Check) -> set[str]:
    return {names.explanation_name(check.key), names.reason_of_list_name(check.key)}


def _presented(
    check: Check, sections: Mapping[str, str], content: ReportContent, posted: Posted
) -> CheckPresenter:
    name, why_name = names.explanation_name(check.key), names.reason_of_list_name(check.key)
    return CheckPresenter(
        check=check,
        words=check.finding.words(_, date_format),
        section=sections.get(check.finding.table, ""),
        links=list(_links(check, content)),
        name=name,
        text=posted.typed.get(name, check.explanation),
        problem=posted.problems.get(name, ""),
        why_name=why_name,
        reason=check.reason,
        why_problem=posted.problems.get(why_name, ""),
    )


def _links(check: Check, content: ReportContent) -> Iterator[tuple[str, str]]:
    """To the cells, or to the table where a cell is a sum; with the column's title."""
    seen = set()
    for code in check.finding.cells[:NEAR]:
        cell = cell_name(code)
        if cell.table == ACTIVITIES and cell.option:
            yield f"activity-{cell.option}", _("Activity %(code)s") % {"code": cell.option}
            continue
        if cell.table == COMMITMENTS and cell.option:
            yield (
                f"commitment-{cell.option}",
                _("Commitment %(number)s") % {"number": cell.option},
            )
            continue
        spec = content.specs.get(cell.table)
        element = spec.element(cell.element or "") if spec else None
        name = input_of(code, content)
        if spec is None or not (element or name):
            continue
        target = f"c-{name}" if name else f"t-{cell.table}"
        title = spec.title if not name else element.title if element else str(LABELS["date"])
        if target not in seen:
            seen.add(target)
            yield quote(target, safe="-._"), title
