"""One field of a report's page, and how it is written as HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString

from reporting.views.reports.marks import Mark


@dataclass(frozen=True)
class Input:
    """One field. `kind`: number, line, date, long, computed (of the inputs `sum_of`) or
    choice (of `choices`, value -> words; `nothing` are the words for none);
    `earlier`: the numbers of other periods; `share` of the whole, which stands in the column
    `whole` or in the input `whole_name`."""

    name: str
    text: str
    kind: str = "number"
    label: str | Promise = ""
    problem: str = ""
    missing: str = ""
    printed: str = ""
    mark: Mark | None = None
    earlier: tuple[str, ...] = ()
    share: str = ""
    whole: int | None = None
    whole_name: str = ""
    sum_of: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    nothing: str | Promise = ""

    @property
    def html(self) -> SafeString:
        """An input or a text area, with what is wrong with it."""
        name, text = escape(self.name), escape(self.text)
        if self.kind == "long":
            lines = 4 if self.text else 2
            written = f'<textarea name="{name}" rows="{lines}"{self._aria()}>{text}</textarea>'
        elif self.kind == "choice":
            written = f'<select name="{name}"{self._aria()}>{self._options()}</select>'
        else:
            mode = ' inputmode="decimal"' if self.kind == "number" else ""
            written = (
                f'<input type="text" class="{self.kind}"{mode} autocomplete="off" name="{name}"'
                f' value="{text}"{self._aria()}>'
            )
        if self.problem:
            written += f'<span class="problem" id="p-{name}">{escape(self.problem)}</span>'
        return SafeString(written)

    def _options(self) -> str:
        offered = {"": str(self.nothing), **self.choices}
        if self.text not in offered:
            offered[self.text] = self.text
        return "".join(
            f'<option value="{escape(value)}"{" selected" if value == self.text else ""}>'
            f"{escape(words)}</option>"
            for value, words in offered.items()
        )

    def _aria(self) -> str:
        said = f' aria-label="{escape(str(self.label))}"'
        described = [f"p-{self.name}"] if self.problem else []
        if self.mark:
            described.append(f"m-{self.name}")
        if described:
            said += f' aria-describedby="{escape(" ".join(described))}"'
        return f'{said} aria-invalid="true"' if self.problem else said
