"""Addresses of the register of commitments and of feedback from outside: that of each is its
number, for ever."""

from django.urls import path

from reporting.commitments.views.feedback import (
    feedback_file,
    feedback_links,
    feedback_list,
    feedback_page,
    feedback_state,
)
from reporting.commitments.views.feedback_keeping import (
    feedback_answer,
    feedback_edit,
    feedback_new,
    feedback_promise,
)
from reporting.commitments.views.keeping import (
    commitment_amend,
    commitment_new,
    commitment_withdraw,
)
from reporting.commitments.views.public_form import (
    public_form,
    public_form_sent,
    public_form_switch,
)
from reporting.commitments.views.register import commitment_page, register, register_file

urlpatterns = [
    path("commitments/", register, name="commitments"),
    path("commitments/new/", commitment_new, name="commitment_new"),
    path("commitments/register.csv", register_file, {"ending": "csv"}, name="commitments_csv"),
    path(
        "commitments/register.xlsx",
        register_file,
        {"ending": "xlsx"},
        name="commitments_workbook",
    ),
    path("commitments/<key:number>/", commitment_page, name="commitment"),
    path("commitments/<key:number>/amend/", commitment_amend, name="commitment_amend"),
    path("commitments/<key:number>/withdraw/", commitment_withdraw, name="commitment_withdraw"),
    path("feedback/", feedback_list, name="feedback"),
    path("feedback/new/", feedback_new, name="feedback_new"),
    path("feedback/form/", public_form_switch, name="feedback_form"),
    path("feedback/feedback.csv", feedback_file, {"ending": "csv"}, name="feedback_csv"),
    path("feedback/feedback.xlsx", feedback_file, {"ending": "xlsx"}, name="feedback_workbook"),
    path("feedback/<key:number>/", feedback_page, name="feedback_one"),
    path("feedback/<key:number>/edit/", feedback_edit, name="feedback_edit"),
    path("feedback/<key:number>/answer/", feedback_answer, name="feedback_answer"),
    path("feedback/<key:number>/state/", feedback_state, name="feedback_state"),
    path("feedback/<key:number>/commitment/", feedback_promise, name="feedback_promise"),
    path("feedback/<key:number>/links/", feedback_links, name="feedback_links"),
    # Without an account, while the Secretariat has opened it.
    path("tell-us/", public_form, name="feedback_public"),
    path("tell-us/sent/<str:token>/", public_form_sent, name="feedback_sent"),
]
