"""What one writes beside a report: a comment, an answer."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext as _

from reporting.actions.comments import LONGEST


class CommentForm(forms.Form):
    """`place`: the cell or table that it is about, "" for the whole report."""

    place = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST)

    def __init__(
        self, *args: Any, action: str, label: str = "", button: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label or _("Your comment")
        self.helper = FormHelper()
        self.helper.form_action = action
        self.helper.form_class = "say"
        self.helper.layout = Layout("place", Field("text"))
        self.helper.add_input(Submit("send", button or _("Send the comment")))


class AnswerForm(CommentForm):
    """Each on a page under ids of its own."""

    def __init__(self, *args: Any, thread: int, action: str, **kwargs: Any) -> None:
        super().__init__(
            *args, action=action, label=_("Your answer"), button=_("Answer"),
            auto_id=f"answer-{thread}-%s", **kwargs,
        )  # fmt: skip
        del self.fields["place"]
        self.helper.layout = Layout(Field("text"))
        self.helper.form_id = f"answer-{thread}"
