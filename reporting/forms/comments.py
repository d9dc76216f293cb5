"""What one writes beside a report or an edition: a comment, an answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Hidden, Layout, Submit
from django import forms
from django.utils.translation import gettext as _

from reporting.actions.comments import LONGEST


class CommentForm(forms.Form):
    """`place`: what says, unseen, where the comment stands; `sections`: from which one chooses;
    `part`: the form is sent by htmx, and the comments around it are shown anew."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST)

    def __init__(
        self,
        *,
        action: str,
        key: str = "",
        label: str = "",
        button: str = "",
        place: Mapping[str, Any] | None = None,
        sections: Iterable[tuple[str, str]] = (),
        part: bool = False,
        **rest: Any,
    ) -> None:
        """`key`: what tells the ids of this form from those of others on the page."""
        super().__init__(auto_id=f"say-{key}-%s", **rest)
        self.fields["text"].label = label or _("Your comment")
        self.helper = FormHelper()
        self.helper.form_action = action
        self.helper.form_class = "say"
        if part:
            self.helper.attrs = {
                "hx-post": action, "hx-target": "closest .talks", "hx-swap": "outerHTML",
            }  # fmt: skip
        hidden = [Hidden(name, value) for name, value in (place or {}).items()]
        shown = ["text"]
        if choices := list(sections):
            self.fields["section"] = forms.ChoiceField(
                label=_("On"), choices=choices, required=False
            )
            shown = ["section", "text"]
        self.helper.layout = Layout(*hidden, *(Field(name) for name in shown))
        words = button or _("Send the comment")
        self.helper.add_input(Submit("send", words, css_id=f"send-{key}"))


class AnswerForm(CommentForm):
    """To one thread."""

    def __init__(self, *, thread: int, action: str, **rest: Any) -> None:
        rest |= {"label": _("Your answer"), "button": _("Answer")}
        super().__init__(action=action, key=f"to-{thread}", **rest)
