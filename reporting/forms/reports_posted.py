"""What came back from the page of a report: the changes, and what is wrong with the rest."""

from dataclasses import dataclass, field

from reporting.actions.content import Changes


@dataclass
class Posted:
    """`typed`: what stands in the inputs of tables with problems, to be shown again; `conflicts`:
    what somebody else saved in an input since it was shown here, among the problems too; `left`:
    numbers that wait for the text of their row; `offers`: what may be meant by a problem."""

    changes: Changes = field(default_factory=Changes)
    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    conflicts: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    offers: dict[str, str] = field(default_factory=dict)
