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
        self, *, action: str, key: str = "", label: str = "", button: str = "", **rest: Any
    ) -> None:
        """`key`: what tells the ids of this form from those of others on the page."""
        super().__init__(auto_id=f"say-{key}-%s", **rest)
        self.fields["text"].label = label or _("Your comment")
        self.helper = FormHelper()
        self.helper.form_action = action
        self.helper.form_class = "say"
        self.helper.layout = Layout("place", Field("text"))
        words = button or _("Send the comment")
        self.helper.add_input(Submit("send", words, css_id=f"send-{key}"))


class AnswerForm(CommentForm):
    """To one thread."""

    def __init__(self, *, thread: int, action: str, **rest: Any) -> None:
        words = {"label": _("Your answer"), "button": _("Answer")}
        super().__init__(action=action, key=f"to-{thread}", **words, **rest)
        del self.fields["place"]
        self.helper.layout = Layout(Field("text"))
