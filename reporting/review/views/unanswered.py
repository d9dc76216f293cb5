"""What is asked before a report is handed over or signed while tables of it are not answered."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from reporting.access import Actor
from reporting.entry.access import ReportAccess
from reporting.entry.page.actions.page_saves import save_page
from reporting.entry.page.forms.posted_report import Posted
from reporting.entry.page.forms.posted_rest import ALL, read_rest
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import ReportContent
from reporting.entry.page.views.report_access import StepPage

NOTHING, LEAVE = "nothing", "leave"
SHOWN = "left_tables"  # which tables the page asked about


@dataclass
class Unanswered:
    """`tables`: titles of those in which there is nothing, and of which nothing was said (their
    `codes`); `asked`: of those among them in which the unit reported in the period before: a reason
    is asked. Who hands over may say “nothing” of all of them; who signs only that they are left.
    Read under `hold` where it is decided."""

    content: ReportContent
    tables: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    may_say: bool = False
    posted: Posted = field(default_factory=Posted)
    reason: str = ""
    problem: str = ""

    @classmethod
    def of(cls, page: StepPage, content: ReportContent) -> "Unanswered":
        if page.name not in ("prepare", "sign"):
            return cls(content)
        left = [table.code for table in content.tables if content.is_empty(table.code)]
        may_say = page.name == "prepare" and bool(left)
        asked = [code for code in left if may_say and code in content.earlier.last]
        return cls(content, _titles(left, content), _titles(asked, content), left, may_say)

    def is_decided(self, request: HttpRequest) -> bool:
        """Reads the answer; what is missing stands in `problem`."""
        chosen = request.POST.get("left", "")
        if not self.tables or chosen == LEAVE:
            return True
        if chosen != NOTHING or not self.may_say:
            self.problem = _("Say what is to become of the tables that are not answered.")
            return False
        self.reason = names.plain(request.POST.get(names.REST_REASON, ""))
        if set(request.POST.get(SHOWN, "").split()) != set(self.codes):
            self.problem = _(
                "Other tables are without an answer than when you opened the page. "
                "Look at the list again, then decide."
            )
            return False
        sent = {names.NOTHING_REST: ALL, names.REST_REASON: self.reason}
        read_rest(sent, self.content, self.posted)
        self.problem = next(iter(self.posted.problems.values()), "")
        return not self.problem

    def say_nothing(self, *, by: Actor, access: ReportAccess) -> None:
        if self.posted.changes:
            save_page(by=by, access=access, changes=self.posted.changes, content=self.content)


def _titles(codes: list[str], content: ReportContent) -> list[str]:
    return [content.specs[code].title for code in codes]
