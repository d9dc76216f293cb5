"""Addresses of the review: what is read beside a report, said of it and decided on it."""

from django.urls import path

from reporting.entry.urls import AT
from reporting.review.views.comments import comment_say, comment_step
from reporting.review.views.inbox import my_sections, review_inbox
from reporting.review.views.places_inbox import places_inbox
from reporting.review.views.report_steps import report_step
from reporting.review.views.review_page import receipt, review_page

THREAD = f"{AT}comments/<key:thread>/"

urlpatterns = [
    path("review/", review_inbox, name="review_inbox"),
    path("review/places/", places_inbox, name="places_inbox"),
    path("sections/", my_sections, name="my_sections"),
    path(f"{AT}review/", review_page, name="review"),
    path(f"{AT}receipt/", receipt, name="receipt"),
    path(f"{AT}prepare/", report_step, {"step": "prepare"}, name="report_prepare"),
    path(f"{AT}take-back/", report_step, {"step": "take_back"}, name="report_take_back"),
    path(f"{AT}sign/", report_step, {"step": "sign"}, name="report_sign"),
    path(f"{AT}accept/", report_step, {"step": "accept"}, name="report_accept"),
    path(f"{AT}return/", report_step, {"step": "return"}, name="report_return"),
    path(f"{AT}reopen/", report_step, {"step": "reopen"}, name="report_reopen"),
    path(f"{AT}comments/", comment_say, name="comment_say"),
    *(
        path(f"{THREAD}{step}/", comment_step, {"step": step}, name=f"comment_{step}")
        for step in ("answer", "settle", "open")
    ),
]
