"""Addresses of the review: what is read beside a report, said of it and decided on it."""

from django.urls import path

from reporting.report_urls import AT
from reporting.views import review

THREAD = f"{AT}comments/<key:thread>/"

urlpatterns = [
    path("review/", review.review_inbox, name="review_inbox"),
    path("sections/", review.my_sections, name="my_sections"),
    path(f"{AT}review/", review.review_page, name="review"),
    path(f"{AT}receipt/", review.receipt, name="receipt"),
    path(f"{AT}comments/", review.comment_say, name="comment_say"),
    *(
        path(f"{THREAD}{step}/", review.comment_step, {"step": step}, name=f"comment_{step}")
        for step in ("answer", "settle", "open")
    ),
]
