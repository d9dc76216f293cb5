"""The review: a report beside its past and its peers, what is said of it, its receipt."""

from reporting.views.review.comments import comment_say, comment_step
from reporting.views.review.inbox import my_sections, review_inbox
from reporting.views.review.page import receipt, review_page

__all__ = [
    "comment_say",
    "comment_step",
    "my_sections",
    "receipt",
    "review_inbox",
    "review_page",
]
