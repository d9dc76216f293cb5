"""Who gets what at which address: a line an address and method.
`tests/portal/test_permissions.py` asks.

    ok     the page, or the file
    go     done, or shown the way: sent to another page
    in     asked to sign in
    401    asked to sign in, where a page's script asks and no page is shown
    400    let in, but what the tests send is not what the page's script sends
    404    there is no such thing, or not for this person: they cannot tell which
    X!     refused with a 403 that says why: REASONS[X]. Capitals: it is the role; small letters:
           it is the state of the report (then it is a 409)

A method that has no line for an address is not allowed there (405), whoever asks.
"""

from dataclasses import dataclass

from django.utils import timezone

from tests.factories import (
    CONSOLIDATOR,
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    MOSVY_OFFICER,
    REVIEWER,
    SECRETARY_GENERAL,
    TAKEO_OFFICER,
)

PEOPLE: dict[str, str | None] = {
    "nobody": None,  # not signed in
    "officer": KANDAL_OFFICER,
    "approver": KANDAL_APPROVER,
    "focal": KANDAL_VIEWER,
    "takeo": TAKEO_OFFICER,  # a stranger to Kandal's reports
    "ministry": MOSVY_OFFICER,  # another one
    "reviewer": REVIEWER,
    "consol": CONSOLIDATOR,
    "sec-gen": SECRETARY_GENERAL,
    "admin": "gs.administrator",
    "lead": "wg-just.lead",
}
REASONS = {
    "F": "Only data officers and approvers fill a report.",
    "S": "Only an approver of the unit signs and submits its report.",
    "A": "Only a reviewer of the Secretariat",
    "O": "Only the Secretariat re-opens a report.",
    "C": "Only a consolidator consolidates a year.",
    "P": "Only the Secretary General publishes a report.",
    "D": "Only the Secretariat sees all discrepancies.",
    "J": "Only the Secretariat resolves discrepancies.",
    "T": "The administration is open to administrators of the General Secretariat.",
    "M": "Only an administrator changes the plan.",
    "N": "Your role does not include this.",
    "K": "Only the Secretariat changes the calendar.",
    "X": "Only the Secretariat gives a unit more time.",
    "Σ": "open special reports.",
    "σ": "Special reports are for the units that are asked and the Secretariat.",
    "c": "The special report is closed",
    "b": "The special report is open already.",
    "U": "Only an administrator of the General Secretariat manages people and units.",
    "W": "Only the unit that reports and the Secretariat comment on a report.",
    "G": "You comment on the sections that your working group leads",
    "Q": "Who asked marks it as answered.",
    "V": "The review is read at the Secretariat.",
    "R": "A receipt is for the unit and the Secretariat.",
    "E": "This page is for the leads of the working groups.",
    "H": "the sections of your group",
    "L": "Only the Secretariat reads a report while it is written.",
    "I": "Only reviewers, consolidators and the Secretary General write the report.",
    "Y": "Only the Secretariat comments on a report.",
    "Z": "Only reviewers, consolidators, leads of working groups and the Permanent Vice-Chair sign",
    "i": "You sign in your own role.",
    "w": "Only who signed takes a signature back.",
    "y": "This edition is published and does not change.",
    "u": "The report is not signed yet",
    "f": "what may be published is chosen later",
    "o": "The comment is open already.",
    "d": "The report is still a draft: it has not been submitted.",
    "h": "It is handed over for the signature first.",
    "g": "The report is a draft: go on filling it.",
    "B": "Only the unit itself takes its report back.",
    "p": "The report waits for the signature. Take it back to change it.",
    "s": "The report was submitted and waits for the Secretariat.",
    "r": "The report was returned and waits for its reporter.",
    "n": "There is nothing to take over",
    "τ": "This target is gone already.",
    "κ": "Only an approver of the unit or an administrator keeps its committee and deputies.",
    "Ω": "Only the Secretary General or an administrator chooses what observers read.",
    "Λ": "changes the tables and labels of the portal.",
    "q": "Choose at least one draft.",
    "a": "The report was accepted. Ask the Secretariat to re-open it.",
    "Π": "Only a province asks its districts or communes for reports.",
    "Δ": "Only an approver decides what the places below the unit report.",
    "ς": "A province decides this itself.",
    "Φ": "You ask for no reports in 2022.",
    "ω": "This page is for a unit to which others report",
    "ν": "No unit reports to yours",
    "Γ": "Only the Secretariat enters and changes commitments",
    "Θ": "A unit enters its decisions with the meeting that made them.",
    "Ξ": "Only who keeps a commitment changes it.",
    "θ": "In the register an approver of the unit answers",
    "ξ": "Only the units that answer for a commitment and its keeper answer it.",
    "Ψ": "Only an approver of the unit above accepts or returns this report.",
    "ε": "only those of the Secretariat read it who read every section",
    "ζ": "is not signed yet by",
    "Ж": "reviewers and the Secretary General keep the meetings of their unit.",
    "Щ": "a deputy for these days or the Secretary General signs a meeting.",
    "Э": "Another unit keeps this meeting.",
    "Ф": "Secretary General keep feedback from outside.",
    "Ы": "Only the Secretary General opens and closes the public form.",
}
# Kandal's reports, one in each state.
STATES = {
    "draft": "KH-08/committee/2021-03",
    "prepared": "KH-08/committee/2021-02",
    "submitted": "KH-08/committee/2021-04",
    "returned": "KH-08/committee/2021-05",
    "accepted": "KH-08/committee/2021-06",
}
# 2022 has a calendar: it is the 7th of April there, and Kandal was given time ({extension}) and
# asks for more ({request}).
# 2020 is published; 2018 is an edition in work without a section: {edition}. {forums} is a cell.
PORTAL = """
     nobody officer approver focal takeo ministry reviewer consol sec-gen admin lead

GET  /healthz                                    ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /language/setlang/                          go  go  go  go  go  go  go  go  go  go  go
POST /language/setlang/                          go  go  go  go  go  go  go  go  go  go  go

GET  /                                           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /acting-as/                                 in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /acting-as/                                 in  go  go  go  go  go  go  go  go  go  go

GET  /annual/                                    in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /annual/2020/                               in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /annual/2018/                               in  404 404 404 404 404 ok  ok  ok  ok  ok
GET  /annual/2020/II.B.1.3/                      in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /annual/2018/II.B.1.3/                      in  404 404 404 404 404 404 404 404 404 404
GET  /annual/2020/nowhere/                       in  404 404 404 404 404 404 404 404 404 404
GET  /annual/2020/discrepancies/                 in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /annual/2020/edition-1/discrepancies/       in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /annual/2020/edition-2/discrepancies/       in  404 404 404 404 404 ok  ok  ok  ok  ok
GET  /annual/2021-Q1/discrepancies/              in  404 404 404 404 404 404 404 404 404 404
GET  /annual/2020/edition-1/                     in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /annual/2020/edition-2/                     in  404 404 404 404 404 ok  ok  ok  ok  ok
GET  /annual/2020/edition-9/                     in  404 404 404 404 404 404 404 404 404 404
GET  /annual/2020/edition-1/II.B.1.3/            in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /annual/2020/edition-2/II.B.1.3/            in  404 404 404 404 404 ok  ok  ok  ok  H!
GET  /annual/2021-Q1/                            in  404 404 404 404 404 404 404 404 404 404
GET  /t/NSP-2020-1-T12                           in  go  go  go  go  go  go  go  go  go  go
GET  /t/nsp-2020-d-t12                           in  404 404 404 404 404 go  go  go  go  404
GET  /t/NSP-2020-A-T12                           in  go  go  go  go  go  go  go  go  go  go
GET  /t/NSP-2020-1-T999                          in  404 404 404 404 404 404 404 404 404 404
GET  /t/nothing                                  in  404 404 404 404 404 404 404 404 404 404
GET  /trace/table/NSP-2020-1-T12/                in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /trace/table/NSP-2020-D-T12/                in  404 404 404 404 404 ok  ok  ok  ok  404
GET  /trace/table/NSP-2020-A-T12/                in  go  go  go  go  go  go  go  go  go  go
GET  /trace/table/NSP-2020-1-T12-R1-C2/          in  404 404 404 404 404 404 404 404 404 404
GET  /trace/2020/?figure={forums}                in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /trace/2020/?figure={forums}@KH-08          in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
GET  /trace/2020/?figure={forums}@KH-21          in  404 404 404 ok  404 ok  ok  ok  ok  ok
GET  /discrepancies/                             in  D!  D!  D!  D!  D!  go  go  go  go  go
GET  /discrepancies/2020/                        in  D!  D!  D!  D!  D!  ok  ok  ok  ok  ok
GET  /discrepancies/nowhen/                      in  D!  D!  D!  D!  D!  404 404 404 404 404
GET  /discrepancies/2020/explain/?kind=females_missing in J! J! J! J! J! ok ok ok J! J!
POST /discrepancies/2020/explain/?kind=females_missing in J! J! J! J! J! go go go J! J!
GET  /discrepancies/2020/{mark}/                 in  D!  D!  D!  D!  D!  ok  ok  ok  ok  ok
POST /discrepancies/2020/{mark}/                 in  D!  D!  D!  D!  D!  go  go  go  J!  J!
GET  /discrepancies/2020/nothing/                in  D!  D!  D!  D!  D!  404 404 404 404 404
GET  /editions/2020/1/discrepancies/             in  D!  D!  D!  D!  D!  ok  ok  ok  ok  ok
GET  /editions/2020/7/discrepancies/             in  D!  D!  D!  D!  D!  404 404 404 404 404

GET  /calendar/                                  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /calendar/2022/                             in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /calendar/2020/                             in  404 404 404 404 404 404 404 404 404 404
GET  /calendar/2022/reports.ics                  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /calendar/open/                             in  K!  K!  K!  K!  K!  K!  K!  ok  ok  K!
POST /calendar/open/                             in  K!  K!  K!  K!  K!  K!  K!  ok  ok  K!
GET  /calendar/2022/deadlines/month/             in  K!  K!  K!  K!  K!  K!  K!  ok  ok  K!
POST /calendar/2022/deadlines/month/             in  K!  K!  K!  K!  K!  K!  K!  ok  ok  K!
GET  /calendar/2022/deadlines/month/ministry/    in  K!  K!  K!  K!  K!  K!  K!  ok  ok  K!
POST /calendar/2022/deadlines/month/ministry/    in  K!  K!  K!  K!  K!  K!  K!  ok  ok  K!
POST /calendar/2022/deadlines/month/ministry/drop/ in  K!  K!  K!  K!  K!  K!  K!  go  go  K!
GET  /calendar/2022/cut-off/                     in  K!  K!  K!  K!  K!  K!  K!  ok  ok  K!
POST /calendar/2022/cut-off/                     in  K!  K!  K!  K!  K!  K!  K!  ok  ok  K!
GET  /calendar/2022/holidays/                    in  K!  K!  K!  K!  K!  K!  K!  ok  ok  K!
POST /calendar/2022/holidays/                    in  K!  K!  K!  K!  K!  K!  K!  ok  ok  K!
GET  /calendar/2022/extensions/                  in  X!  X!  X!  X!  X!  ok  X!  ok  ok  X!
GET  /calendar/2022/extensions/new/              in  X!  X!  X!  X!  X!  ok  X!  ok  ok  X!
POST /calendar/2022/extensions/new/              in  X!  X!  X!  X!  X!  go  X!  go  go  X!
POST /calendar/extensions/{extension}/take-back/ in  X!  X!  X!  X!  X!  go  X!  go  go  X!
GET  /calendar/more-time/committee/2022-02/      in  ok  ok  F!  ok  404 F!  F!  F!  F!  F!
POST /calendar/more-time/committee/2022-02/      in  go  go  F!  go  404 F!  F!  F!  F!  F!
GET  /calendar/requests/{request}/               in  X!  X!  X!  X!  X!  ok  X!  ok  ok  X!
POST /calendar/requests/{request}/               in  X!  X!  X!  X!  X!  go  X!  go  go  X!

GET  /commitments/                               in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /commitments/register.csv                   in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /commitments/register.xlsx                  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /commitments/new/                           in  Γ!  Θ!  Γ!  Γ!  Γ!  ok  ok  ok  Γ!  Γ!
POST /commitments/new/                           in  Γ!  Θ!  Γ!  Γ!  Γ!  go  go  go  Γ!  Γ!
GET  /commitments/{promise}/                     in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
POST /commitments/{promise}/                     in  θ!  go  θ!  404 404 go  go  go  ξ!  ξ!
GET  /commitments/{promise}/amend/               in  Γ!  Ξ!  Γ!  Γ!  Γ!  ok  ok  ok  Γ!  Γ!
POST /commitments/{promise}/amend/               in  Γ!  Ξ!  Γ!  Γ!  Γ!  go  go  go  Γ!  Γ!
GET  /commitments/{promise}/withdraw/            in  Γ!  Ξ!  Γ!  Γ!  Γ!  ok  ok  ok  Γ!  Γ!
POST /commitments/{promise}/withdraw/            in  Γ!  Ξ!  Γ!  Γ!  Γ!  go  go  go  Γ!  Γ!
GET  /feedback/                                  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /feedback/feedback.csv                      in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /feedback/feedback.xlsx                     in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /feedback/new/                              in  Ф!  Ф!  Ф!  Ф!  Ф!  ok  ok  ok  Ф!  Ф!
POST /feedback/new/                              in  Ф!  Ф!  Ф!  Ф!  Ф!  go  go  go  Ф!  Ф!
GET  /feedback/form/                             in  Ы!  Ы!  Ы!  Ы!  Ы!  Ы!  Ы!  ok  Ы!  Ы!
POST /feedback/form/                             in  Ы!  Ы!  Ы!  Ы!  Ы!  Ы!  Ы!  go  Ы!  Ы!
GET  /feedback/{feedback}/                       in  ok  ok  ok  404 404 ok  ok  ok  ok  404
GET  /feedback/{confidential}/                   in  404 404 404 404 404 ok  ok  ok  ok  404
GET  /feedback/{feedback}/edit/                  in  Ф!  Ф!  Ф!  Ф!  Ф!  ok  ok  ok  Ф!  Ф!
POST /feedback/{feedback}/edit/                  in  Ф!  Ф!  Ф!  Ф!  Ф!  go  go  go  Ф!  Ф!
GET  /feedback/{feedback}/answer/                in  Ф!  Ф!  Ф!  Ф!  Ф!  ok  ok  ok  Ф!  Ф!
POST /feedback/{feedback}/answer/                in  Ф!  Ф!  Ф!  Ф!  Ф!  go  go  go  Ф!  Ф!
POST /feedback/{feedback}/state/                 in  Ф!  Ф!  Ф!  Ф!  Ф!  go  go  go  Ф!  Ф!
GET  /feedback/{feedback}/commitment/            in  Ф!  Ф!  Ф!  Ф!  Ф!  ok  ok  ok  Ф!  Ф!
POST /feedback/{feedback}/commitment/            in  Ф!  Ф!  Ф!  Ф!  Ф!  go  go  go  Ф!  Ф!
POST /feedback/{feedback}/links/                 in  Ф!  Ф!  Ф!  Ф!  Ф!  422 422 422 Ф!  Ф!
GET  /tell-us/                                   ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /tell-us/                                   go  go  go  go  go  go  go  go  go  go  go
GET  /tell-us/sent/nothing/                      404 404 404 404 404 404 404 404 404 404 404
GET  /special/                                   in  ok  ok  ok  ok  ok  ok  ok  ok  ok  σ!
GET  /special/new/                               in  Σ!  Σ!  Σ!  Σ!  Σ!  ok  Σ!  ok  Σ!  Σ!
POST /special/new/                               in  Σ!  Σ!  Σ!  Σ!  Σ!  go  Σ!  go  Σ!  Σ!
GET  /special/{special}/                         in  ok  ok  ok  404 404 ok  ok  ok  ok  σ!
GET  /special/{closed}/                          in  ok  ok  ok  404 404 ok  ok  ok  ok  σ!
GET  /special/{special}/edit/                    in  Σ!  Σ!  Σ!  Σ!  Σ!  ok  Σ!  ok  Σ!  Σ!
GET  /special/{closed}/edit/                     in  Σ!  Σ!  Σ!  Σ!  Σ!  ok  Σ!  ok  Σ!  Σ!
POST /special/{special}/edit/                    in  Σ!  Σ!  Σ!  Σ!  Σ!  go  Σ!  go  Σ!  Σ!
POST /special/{special}/close/                   in  Σ!  Σ!  Σ!  Σ!  Σ!  go  Σ!  go  Σ!  Σ!
POST /special/{closed}/close/                    in  Σ!  Σ!  Σ!  Σ!  Σ!  c!  Σ!  c!  Σ!  Σ!
POST /special/{closed}/open-again/               in  Σ!  Σ!  Σ!  Σ!  Σ!  go  Σ!  go  Σ!  Σ!
POST /special/{special}/open-again/              in  Σ!  Σ!  Σ!  Σ!  Σ!  b!  Σ!  b!  Σ!  Σ!
GET  /special/{special}/answers.csv              in  ok  ok  ok  404 404 ok  ok  ok  ok  σ!
GET  /special/{special}/answers.xlsx             in  ok  ok  ok  404 404 ok  ok  ok  ok  σ!
GET  /special/{special}/2022-04-06/              in  ok  ok  F!  404 404 F!  F!  F!  F!  F!
POST /special/{special}/2022-04-06/              in  go  go  F!  404 404 F!  F!  F!  F!  F!
GET  /special/{special}/2022-04-05/              in  ok  ok  F!  404 404 F!  F!  F!  F!  F!
GET  /special/{closed}/2022-04-05/               in  c!  c!  F!  404 404 F!  F!  F!  F!  F!

GET  /editions/                                  in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ok
POST /editions/begin/                            in  I!  I!  I!  I!  I!  422 422 422 I!  I!
GET  /editions/2020/2/                           in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ok
GET  /editions/2020/9/                           in  L!  L!  L!  L!  L!  404 404 404 404 404
GET  /editions/2020/2/history/                   in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ok
GET  /editions/2020/2/differences/               in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ok
GET  /editions/2020/2/write/II.B.1.6/            in  L!  L!  L!  L!  L!  ok  ok  ok  ok  H!
GET  /editions/2020/2/write/nowhere/             in  L!  L!  L!  L!  L!  404 404 404 404 404
GET  /editions/2020/2/write/II.B.1.6/here/       in  L!  L!  L!  L!  L!  ok  ok  ok  ok  H!
POST /editions/2020/2/write/II.B.1.6/texts/      in  I!  I!  I!  I!  I!  go  go  go  I!  I!
POST /editions/2020/2/write/II.B.1.6/new/        in  I!  I!  I!  I!  I!  go  go  go  I!  I!
GET  /editions/2020/2/passages/{passage}/        in  L!  L!  L!  L!  L!  go  go  go  go  404
POST /editions/2020/2/passages/{passage}/        in  L!  L!  L!  L!  L!  go  go  go  I!  I!
POST /editions/2020/2/passages/{passage}/place/  in  I!  I!  I!  I!  I!  go  go  go  I!  I!
GET  /editions/2020/2/passages/{passage}/history/ in L!  L!  L!  L!  L!  ok  ok  ok  ok  404
POST /editions/2020/2/passages/{passage}/bring-back/ in I! I! I! I! I!  go  go  go  I!  I!
GET  /editions/2020/2/translation/               in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ok
GET  /editions/2020/9/translation/               in  L!  L!  L!  L!  L!  404 404 404 404 404
GET  /editions/2020/2/translation/II.B.1.6/      in  L!  L!  L!  L!  L!  ok  ok  ok  ok  H!
GET  /editions/2020/2/translation/II.B.1.6/?edit=p{passage} in L! L! L! L! L! ok ok ok ok H!
GET  /editions/2020/2/translation/nowhere/       in  L!  L!  L!  L!  L!  404 404 404 404 404
POST /editions/2020/2/translation/II.B.1.6/      in  L!  L!  L!  L!  L!  404 404 404 I!  H!

GET  /consolidations/                            in  C!  C!  C!  C!  C!  C!  ok  ok  C!  C!
POST /consolidations/2020/run/                   in  C!  C!  C!  C!  C!  C!  go  go  C!  C!
POST /consolidations/1999/run/                   in  C!  C!  C!  C!  C!  C!  404 404 C!  C!
POST /consolidations/2020-Q1/run/                in  C!  C!  C!  C!  C!  C!  go  go  C!  C!
POST /consolidations/2020-03/run/                in  C!  C!  C!  C!  C!  C!  404 404 C!  C!
GET  /jobs/{job}/                                in  C!  C!  C!  C!  C!  C!  ok  ok  C!  C!

GET  /editions/2020/1/signatures/                in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ok
GET  /editions/2020/2/signatures/                in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ok
GET  /editions/2020/9/signatures/                in  L!  L!  L!  L!  L!  404 404 404 404 404
POST /editions/2020/2/signatures/ask/            in  I!  I!  I!  I!  I!  go  go  go  I!  I!
POST /editions/2020/2/signatures/take-back/      in  I!  I!  I!  I!  I!  go  go  go  I!  I!
POST /editions/2020/2/signatures/sign/           in  Z!  Z!  Z!  Z!  Z!  go  i!  Z!  Z!  i!
POST /editions/2020/2/signatures/{sign_off}/withdraw/ in Z! Z! Z! Z! Z! w! w! Z! Z! go
GET  /editions/2020/1/publish/                   in  P!  P!  P!  P!  P!  P!  P!  go  P!  P!
GET  /editions/2020/2/publish/                   in  P!  P!  P!  P!  P!  P!  P!  ok  P!  P!
POST /editions/2020/2/publish/                   in  P!  P!  P!  P!  P!  P!  P!  go  P!  P!
GET  /editions/2020/1/archive/                   in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /editions/2020/2/archive/                   in  404 404 404 404 404 404 404 404 404 404
GET  /editions/2020/1/comments/                  in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ok
GET  /editions/2020/2/comments/                  in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ok
POST /editions/2020/2/comments/                  in  L!  L!  L!  L!  L!  go  go  go  Y!  G!
GET  /editions/2020/2/comments/part/?section=II.B.1.3 in L! L! L! L! L! ok ok ok ok ok
POST /editions/2020/2/comments/{comment}/answer/  in  Y!  Y!  Y!  Y!  Y!  go  go  go  Y!  404
POST /editions/2020/2/comments/{comment}/settle/  in  Y!  Y!  Y!  Y!  Y!  go  go  go  Y!  404
POST /editions/2020/2/comments/{comment}/open/    in  Y!  Y!  Y!  Y!  Y!  go  go  go  Y!  404

GET  /downloads/                                 in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /downloads/2020/annual-report.pdf           in  go  go  go  go  go  go  go  go  go  go
GET  /downloads/2020/figures.csv                 in  go  go  go  go  go  go  go  go  go  go
GET  /downloads/2020/discrepancies.csv           in  go  go  go  go  go  go  go  go  go  go
GET  /downloads/2018/figures.csv                 in  404 404 404 404 404 go  go  go  go  H!
GET  /downloads/2020/nothing.txt                 in  404 404 404 404 404 404 404 404 404 404

GET  /editions/2020/1/compare/                   in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /editions/2020/2/compare/                   in  404 404 404 404 404 ok  ok  ok  ok  ok
GET  /editions/2020/2/compare/?with=nothing      in  404 404 404 404 404 404 404 404 404 404
GET  /editions/2020/1/compare.csv                in  404 404 404 404 404 ok  ok  ok  ok  ok
GET  /editions/2020/2/write/II.B.1.3/chart/      in  I!  I!  I!  I!  I!  ok  ok  ok  I!  I!
GET  /editions/2020/2/write/II.B.1.3/chart/?table=direct_publicity in I! I! I! I! I! ok ok ok I! I!
POST /editions/2020/2/write/II.B.1.3/chart/      in  I!  I!  I!  I!  I!  422 422 422 I!  I!
GET  /editions/2020/1/write/II.B.1.3/chart/      in  I!  I!  I!  I!  I!  y!  y!  y!  I!  I!
GET  /editions/2020/1/files/                     in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /editions/2020/2/files/                     in  404 404 404 404 404 ok  ok  ok  ok  H!
GET  /editions/2020/1/files/?unit=KH-08          in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /editions/2020/1/files/canonical-figures.csv in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /editions/2020/1/files/report.pdf           in  go  go  go  go  go  go  go  go  go  go
GET  /editions/2020/2/files/report.pdf           in  404 404 404 404 404 go  go  go  go  H!
GET  /editions/2020/1/files/discrepancies.csv    in  go  go  go  go  go  go  go  go  go  go
GET  /editions/2020/1/files/nothing.pdf          in  404 404 404 404 404 404 404 404 404 404
GET  /editions/2020/1/files/report.pdf/making/   in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /editions/2020/1/files/report.pdf/making/   in  go  go  go  go  go  go  go  go  go  go
GET  /editions/2020/2/files/report.pdf/making/   in  404 404 404 404 404 ok  ok  ok  ok  H!
POST /editions/2020/2/files/report.pdf/making/   in  404 404 404 404 404 go  go  go  go  H!
GET  /editions/2020/1/files/extract-KH-08.pdf/making/ in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
POST /editions/2020/1/files/extract-KH-08.pdf/making/ in  go  go  go  404 404 go  go  go  go  go

GET  /monitoring/                                in  go  go  go  go  go  go  go  go  go  go
GET  /monitoring/2020/                           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /monitoring/2020/completeness.xlsx          in  404 404 404 404 404 404 404 404 404 404
GET  /monitoring/2020/completeness.csv           in  404 404 404 404 404 404 404 404 404 404
GET  /watch/                                     in  go  go  go  go  go  go  go  go  go  go
GET  /watch/2020/                                in  go  go  go  go  go  go  go  go  go  go
GET  /watch/2020/completeness.xlsx               in  go  go  go  go  go  go  go  go  go  go
GET  /watch/2020/completeness.csv                in  go  go  go  go  go  go  go  go  go  go
GET  /situation/                                 in  go  go  go  go  go  go  go  go  go  go
GET  /situation/2020/                            in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /situation/2021/                            in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /situation/1999/                            in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /situation/2020/key-figures.xlsx            in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /situation/2020/key-figures.csv             in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /situation/2021/key-figures.csv             in  go  go  go  go  go  go  go  go  go  go
GET  /situation/2020/charts/funnel.svg           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /situation/2020/charts/funnel.png           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /situation/2020/charts/funnel.csv           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /situation/2020/charts/reached_by_province.svg in 404 404 404 404 404 ok  ok  ok  ok  ok
GET  /situation/2020/charts/nothing.svg          in  404 404 404 404 404 404 404 404 404 404
GET  /plan/                                      in  go  go  go  go  go  go  go  go  go  go
GET  /plan/2021/                                 in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /plan/2021/plan.xlsx                        in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /plan/2021/plan.csv                         in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /plan/1999/plan.csv                         in  404 404 404 404 404 404 404 404 404 404
GET  /plan/2021/units/KH-08/                     in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
GET  /plan/2021/units/KH-08/plan.xlsx            in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
GET  /plan/2021/units/KH-08/plan.csv             in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
GET  /plan/2021/activities/1.1.01/               in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /plan/2021/activities/nowhere/              in  404 404 404 404 404 404 404 404 404 404
GET  /plan/2021/strategy/2/                      in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /plan/2021/strategy/9/                      in  404 404 404 404 404 404 404 404 404 404
GET  /plan/2021/group/2.7/                       in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /plan/2021/group/nowhere/                   in  404 404 404 404 404 404 404 404 404 404
GET  /plan/2021/schedule.pdf                     in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /plan/2021/schedule.xlsx                    in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /plan/2021/units/KH-08/schedule.pdf         in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
GET  /plan/2021/units/KH-08/schedule.xlsx        in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
GET  /plan/2021/titles/                          in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /plan/2021/action-plans/                    in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /plan/2021/action-plans/KH-08/              in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
POST /plan/2021/action-plans/KH-08/decision/     in  A!  A!  A!  A!  A!  404 A!  A!  A!  A!
GET  /indicators/                                in  go  go  go  go  go  go  go  go  go  go
GET  /indicators/2020/                           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /indicators/2021/                           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /indicators/1999/                           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /indicators/2020/indicators.xlsx            in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /indicators/2020/indicators.csv             in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /indicators/2021/indicators.csv             in  go  go  go  go  go  go  go  go  go  go
GET  /indicators/2020/meetings_held/             in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /indicators/2020/nothing/                   in  404 404 404 404 404 404 404 404 404 404
GET  /indicators/2020/meetings_held/target/      in  I!  I!  I!  I!  I!  ok  ok  ok  I!  I!
POST /indicators/2020/meetings_held/target/      in  I!  I!  I!  I!  I!  ok  ok  ok  I!  I!
POST /indicators/2020/meetings_held/target/2021/publish/ in I!  I!  I!  I!  I!  τ!  τ!  τ!  I!  I!
POST /indicators/2020/meetings_held/target/2021/remove/ in  I!  I!  I!  I!  I!  τ!  τ!  τ!  I!  I!
GET  /explore/                                   in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /explore/measures/                          in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /explore/measures/measure.xlsx              in  go  go  go  go  go  go  go  go  go  go
GET  /explore/measures/measure.csv               in  go  go  go  go  go  go  go  go  go  go
GET  /explore/?table=direct_publicity            in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /explore/table.xlsx?table=direct_publicity  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /explore/table.csv?table=nowhere            in  404 404 404 404 404 404 404 404 404 404
GET  /search/                                    in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /search/?q=kandal                           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /search/proposals/?q=kandal                 in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /practice/2020/remove/                      in  K!  K!  K!  K!  K!  K!  K!  404 404 K!
POST /practice/2020/remove/                      in  K!  K!  K!  K!  K!  K!  K!  404 404 K!

GET  /reports/                                   in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /reports/new/                               in  ok  ok  F!  ok  ok  F!  F!  F!  F!  F!
POST /reports/new/                               in  go  go  F!  go  ok  F!  F!  F!  F!  F!

GET  /reports/{draft}/                           in  ok  ok  ok  404 404 ok  ok  ok  ok  go
POST /reports/{draft}/                           in  go  go  F!  404 404 F!  F!  F!  F!  F!
GET  /reports/{submitted}/                       in  ok  ok  ok  404 404 ok  ok  ok  ok  go
POST /reports/{submitted}/                       in  s!  s!  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{returned}/                        in  r!  r!  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{accepted}/                        in  a!  a!  F!  404 404 F!  F!  F!  F!  F!

POST /reports/{draft}/save/                      401 400 400 F!  404 404 F!  F!  F!  F!  F!
POST /reports/{submitted}/save/                  401 s!  s!  F!  404 404 F!  F!  F!  F!  F!
GET  /reports/{draft}/changes/                   401 ok  ok  ok  404 404 ok  ok  ok  ok  ok
GET  /reports/{submitted}/changes/               401 ok  ok  ok  404 404 ok  ok  ok  ok  ok

POST /reports/{draft}/next/                      in  go  go  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{submitted}/next/                  in  s!  s!  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{returned}/next/                   in  go  go  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{accepted}/next/                   in  a!  a!  F!  404 404 F!  F!  F!  F!  F!

POST /reports/{prepared}/                        in  p!  p!  F!  404 404 F!  F!  F!  F!  F!
GET  /reports/{draft}/prepare/                   in  ok  ok  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{draft}/prepare/                   in  go  go  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{prepared}/prepare/                in  p!  p!  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{submitted}/prepare/               in  s!  s!  F!  404 404 F!  F!  F!  F!  F!
GET  /reports/{draft}/take-back/                 in  g!  g!  B!  404 404 B!  B!  B!  B!  B!
POST /reports/{draft}/take-back/                 in  g!  g!  B!  404 404 B!  B!  B!  B!  B!
GET  /reports/{prepared}/take-back/              in  ok  ok  B!  404 404 B!  B!  B!  B!  B!
POST /reports/{prepared}/take-back/              in  go  go  B!  404 404 B!  B!  B!  B!  B!
POST /reports/{submitted}/take-back/             in  s!  s!  B!  404 404 B!  B!  B!  B!  B!

GET  /reports/{draft}/sign/                      in  S!  h!  S!  404 404 S!  S!  S!  S!  S!
POST /reports/{draft}/sign/                      in  S!  h!  S!  404 404 S!  S!  S!  S!  S!
GET  /reports/{prepared}/sign/                   in  S!  ok  S!  404 404 S!  S!  S!  S!  S!
POST /reports/{prepared}/sign/                   in  S!  go  S!  404 404 S!  S!  S!  S!  S!
GET  /reports/{submitted}/sign/                  in  S!  s!  S!  404 404 S!  S!  S!  S!  S!
POST /reports/{submitted}/sign/                  in  S!  s!  S!  404 404 S!  S!  S!  S!  S!
POST /reports/{accepted}/sign/                   in  S!  a!  S!  404 404 S!  S!  S!  S!  S!

GET  /reports/{draft}/workbook/                  in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
GET  /reports/{accepted}/workbook/               in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
GET  /reports/{draft}/workbook/upload/           in  ok  ok  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{draft}/workbook/upload/           in  422 422 F!  404 404 F!  F!  F!  F!  F!
GET  /reports/{submitted}/workbook/upload/       in  s!  s!  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{accepted}/workbook/upload/        in  a!  a!  F!  404 404 F!  F!  F!  F!  F!
GET  /reports/{draft}/workbook/waiting/none/     in  422 422 F!  404 404 F!  F!  F!  F!  F!
GET  /reports/{submitted}/workbook/waiting/none/ in  s!  s!  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{draft}/workbook/store/            in  422 422 F!  404 404 F!  F!  F!  F!  F!
POST /reports/{submitted}/workbook/store/        in  s!  s!  F!  404 404 F!  F!  F!  F!  F!
GET  /reports/{draft}/workbook/marked/none/      in  404 404 404 404 404 404 404 404 404 404
GET  /reports/{draft}/evidence/                  in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
POST /reports/{draft}/evidence/                  in  422 422 F!  404 404 F!  F!  F!  F!  F!
POST /reports/{submitted}/evidence/              in  s!  s!  F!  404 404 F!  F!  F!  F!  F!
GET  /reports/{draft}/evidence/{scan}/           in  ok  ok  ok  404 404 ok  ok  ok  ok  404
GET  /reports/{submitted}/evidence/{scan}/       in  404 404 404 404 404 404 404 404 404 404
GET  /reports/{draft}/evidence/{scan}/preview/   in  ok  ok  ok  404 404 ok  ok  ok  ok  404
POST /reports/{draft}/evidence/{scan}/remove/    in  go  go  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{submitted}/evidence/{signed_scan}/remove/ in s! s! F! 404 404 F! F! F! F! F!
POST /reports/{draft}/evidence/{scan}/choice/    in  I!  I!  I!  I!  I!  f!  f!  f!  I!  I!
POST /reports/{submitted}/evidence/{signed_scan}/choice/ in I! I! I! I! I! go go go I! I!
GET  /review/                                    in  A!  A!  A!  A!  A!  ok  A!  A!  A!  A!
POST /review/                                    in  A!  A!  A!  A!  A!  go  A!  A!  A!  A!
GET  /review/places/                             in  ok  ok  ok  ok  ν!  ω!  ω!  ω!  ω!  ω!
POST /review/places/                             in  Ψ!  go  Ψ!  Ψ!  ν!  ω!  ω!  ω!  ω!  ω!
GET  /meetings/                                  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /meetings/new/                              in  ok  ok  Ж!  ok  ok  ok  Ж!  ok  Ж!  Ж!
POST /meetings/new/                              in  go  go  Ж!  go  go  go  Ж!  go  Ж!  Ж!
POST /meetings/kept/2022/                        in  Щ!  go  Щ!  Щ!  Щ!  Щ!  Щ!  go  Щ!  Щ!
GET  /meetings/{planned}/                        in  ok  ok  ok  404 404 ok  ok  ok  ok  404
GET  /meetings/{minutes}/                        in  ok  ok  ok  404 404 ok  ok  ok  ok  404
GET  /meetings/{planned}/edit/                   in  ok  ok  Ж!  404 404 Э!  Ж!  Э!  Ж!  Ж!
POST /meetings/{planned}/edit/                   in  go  go  Ж!  404 404 Э!  Ж!  Э!  Ж!  Ж!
GET  /meetings/{planned}/held/                   in  ok  ok  Ж!  404 404 Э!  Ж!  Э!  Ж!  Ж!
POST /meetings/{planned}/held/                   in  go  go  Ж!  404 404 Э!  Ж!  Э!  Ж!  Ж!
POST /meetings/{planned}/agenda/                 in  go  go  Ж!  404 404 Э!  Ж!  Э!  Ж!  Ж!
POST /meetings/{planned}/call-off/               in  go  go  Ж!  404 404 Э!  Ж!  Э!  Ж!  Ж!
POST /meetings/{held}/decisions/                 in  go  go  Ж!  404 404 Э!  Ж!  Э!  Ж!  Ж!
POST /meetings/{held}/decisions/{decision}/take-back/ in go go Ж! 404 404 Э!  Ж!  Э!  Ж!  Ж!
POST /meetings/{held}/sign/                      in  Щ!  go  Щ!  Щ!  Щ!  Щ!  Щ!  Э!  Щ!  Щ!
POST /meetings/{minutes}/notes/                  in  go  go  Ж!  404 404 Э!  Ж!  Э!  Ж!  Ж!
GET  /meetings/{minutes}/minutes.pdf             in  ok  ok  ok  404 404 ok  ok  ok  ok  404
GET  /meetings/{minutes}/minutes.docx            in  ok  ok  ok  404 404 ok  ok  ok  ok  404
GET  /evaluations/                               in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /evaluations/new/                           in  I!  I!  I!  I!  I!  ok  ok  ok  I!  I!
POST /evaluations/new/                           in  I!  I!  I!  I!  I!  go  go  go  I!  I!
GET  /evaluations/{evaluation}/                  in  404 404 404 404 404 ok  ok  ok  ok  ε!
POST /evaluations/{evaluation}/                  in  404 404 404 404 404 go  go  go  I!  ε!
GET  /evaluations/{evaluated}/                   in  go  go  go  go  go  ok  ok  ok  ok  ok
POST /evaluations/{evaluated}/                   in  I!  I!  I!  I!  I!  y!  y!  y!  I!  I!
GET  /evaluations/{evaluation}/parts/impact/     in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ε!
POST /evaluations/{evaluation}/parts/impact/     in  L!  L!  L!  L!  L!  go  go  go  I!  ε!
POST /evaluations/{evaluated}/parts/impact/      in  L!  L!  L!  L!  L!  422 422 422 I!  I!
GET  /evaluations/{evaluation}/evaluators/       in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ε!
POST /evaluations/{evaluation}/evaluators/       in  L!  L!  L!  L!  L!  go  go  go  I!  ε!
GET  /evaluations/{evaluation}/recommendations/  in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ε!
POST /evaluations/{evaluation}/recommendations/  in  L!  L!  L!  L!  L!  go  go  go  I!  ε!
GET  /evaluations/{evaluation}/signatures/       in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ε!
POST /evaluations/{evaluation}/signatures/       in  L!  L!  L!  L!  L!  P!  P!  ζ!  P!  ε!
GET  /evaluations/{evaluation}/document/         in  404 404 404 404 404 ok  ok  ok  ok  ε!
POST /evaluations/{evaluation}/document/         in  404 404 404 404 404 go  go  go  go  ε!
GET  /evaluations/{evaluated}/document/          in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /evaluations/{evaluated}/files/evaluation.pdf in go go  go  go  go  go  go  go  go  go
GET  /evaluations/{evaluation}/files/evaluation.pdf in 404 404 404 404 404 go go go go ε!

GET  /places/                                    in  go  go  go  go  Π!  go  go  go  go  go
GET  /places/2022/                               in  ok  ok  ok  ok  Π!  ok  ok  ok  ok  ok
POST /places/2022/                               in  Δ!  ok  Δ!  Δ!  Π!  ς!  ς!  ς!  ς!  ς!
GET  /places/1999/                               in  404 404 404 404 Π!  404 404 404 404 404
POST /places/2022/stop/                          in  Δ!  Φ!  Δ!  Δ!  Δ!  Δ!  Δ!  Δ!  Δ!  Δ!
GET  /sections/                                  in  E!  E!  E!  E!  E!  E!  E!  E!  E!  ok
GET  /reports/{draft}/review/                    in  V!  V!  V!  404 404 ok  ok  ok  ok  ok
GET  /reports/{submitted}/review/                in  V!  V!  V!  404 404 ok  ok  ok  ok  ok
GET  /reports/{submitted}/review/?on=report      in  V!  V!  V!  404 404 ok  ok  ok  ok  ok
GET  /reports/{draft}/receipt/                   in  u!  u!  u!  404 404 u!  u!  u!  u!  R!
GET  /reports/{submitted}/receipt/               in  ok  ok  ok  404 404 ok  ok  ok  ok  R!
POST /reports/{submitted}/comments/              in  go  go  W!  404 404 go  W!  go  W!  G!
POST /reports/{submitted}/comments/{thread}/answer/ in go go W! 404 404 go W! go W! 404
POST /reports/{submitted}/comments/{thread}/settle/ in Q! Q! W! 404 404 go W! go W! 404
POST /reports/{submitted}/comments/{thread}/open/ in Q! Q! W! 404 404 o! W! o! W! 404
POST /reports/{draft}/comments/{thread}/answer/  in  404 404 W!  404 404 404 W!  404 W!  404

GET  /reports/{draft}/accept/                    in  A!  A!  A!  404 404 d!  A!  A!  A!  A!
POST /reports/{draft}/accept/                    in  A!  A!  A!  404 404 d!  A!  A!  A!  A!
GET  /reports/{submitted}/accept/                in  A!  A!  A!  404 404 ok  A!  A!  A!  A!
POST /reports/{submitted}/accept/                in  A!  A!  A!  404 404 go  A!  A!  A!  A!
POST /reports/{returned}/accept/                 in  A!  A!  A!  404 404 r!  A!  A!  A!  A!

GET  /reports/{draft}/return/                    in  A!  A!  A!  404 404 d!  A!  A!  A!  A!
GET  /reports/{submitted}/return/                in  A!  A!  A!  404 404 ok  A!  A!  A!  A!
POST /reports/{submitted}/return/                in  A!  A!  A!  404 404 go  A!  A!  A!  A!
POST /reports/{accepted}/return/                 in  A!  A!  A!  404 404 a!  A!  A!  A!  A!

GET  /reports/{submitted}/reopen/                in  O!  O!  O!  404 404 s!  s!  s!  O!  O!
POST /reports/{submitted}/reopen/                in  O!  O!  O!  404 404 s!  s!  s!  O!  O!
GET  /reports/{accepted}/reopen/                 in  O!  O!  O!  404 404 ok  ok  ok  O!  O!
POST /reports/{accepted}/reopen/                 in  O!  O!  O!  404 404 go  go  go  O!  O!

GET  /editions/{written}/numbers/                in  L!  L!  L!  L!  L!  ok  ok  ok  ok  ok
GET  /editions/{written}/numbers/?section=II.B.1.3&kind=all in L! L! L! L! L! ok ok ok ok ok
GET  /editions/2020/9/numbers/                   in  L!  L!  L!  L!  L!  404 404 404 404 404
POST /editions/{written}/numbers/link/           in  I!  I!  I!  I!  I!  go  go  go  I!  I!
POST /editions/{written}/numbers/keep/           in  I!  I!  I!  I!  I!  go  go  go  I!  I!
POST /editions/{written}/numbers/seen/           in  I!  I!  I!  I!  I!  go  go  go  I!  I!
GET  /editions/{written}/numbers/sure/II.B.1.3/  in  I!  I!  I!  I!  I!  ok  ok  ok  I!  I!
POST /editions/{written}/numbers/sure/II.B.1.3/  in  I!  I!  I!  I!  I!  go  go  go  I!  I!
GET  /editions/{written}/numbers/sure/nowhere/   in  I!  I!  I!  I!  I!  404 404 404 I!  I!
GET  /editions/{written}/numbers/{sentence}/     in  I!  I!  I!  I!  I!  ok  ok  ok  I!  I!
POST /editions/{written}/numbers/{sentence}/     in  I!  I!  I!  I!  I!  go  go  go  I!  I!
GET  /editions/{written}/numbers/0/              in  I!  I!  I!  I!  I!  404 404 404 I!  I!
GET  /editions/{written}/figures/                401 L!  L!  L!  L!  L!  ok  ok  ok  ok  I!
GET  /editions/{written}/figures/?q=forums       401 L!  L!  L!  L!  L!  ok  ok  ok  ok  I!
GET  /editions/2020/9/figures/                   401 L!  L!  L!  L!  L!  404 404 404 404 I!
GET  /editions/{written}/figures/tables/direct_publicity/ 401 L! L! L! L! L! ok ok ok ok I!
GET  /editions/{written}/figures/tables/nothing/ 401 L!  L!  L!  L!  L!  404 404 404 404 I!
GET  /editions/{written}/figures/show/           401 L!  L!  L!  L!  L!  400 400 400 400 I!
GET  /editions/{written}/figures/find/?shown=278 401 L!  L!  L!  L!  L!  ok  ok  ok  ok  I!
POST /editions/{written}/figures/pieces/         401 L!  L!  L!  L!  L!  ok  ok  ok  ok  I!

GET  /notices/                                   in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /notices/read/                              in  go  go  go  go  go  go  go  go  go  go
POST /notices/{notice}/read/                     in  go  404 404 404 404 404 404 404 404 404
POST /notices/{notice}/open/                     in  go  404 404 404 404 404 404 404 404 404
GET  /notices/report/{draft}/                    in  go  go  go  404 404 go  go  go  go  go
GET  /notices/settings/                          in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /notices/settings/                          in  go  go  go  go  go  go  go  go  go  go

GET  /people/                                    in  U!  U!  U!  U!  U!  U!  U!  U!  ok  U!
GET  /people/invite/                             in  U!  U!  U!  U!  U!  U!  U!  U!  ok  U!
POST /people/invite/                             in  U!  U!  U!  U!  U!  U!  U!  U!  go  U!
GET  /people/{person}/                           in  U!  U!  U!  U!  U!  U!  U!  U!  ok  U!
POST /people/{person}/                           in  U!  U!  U!  U!  U!  U!  U!  U!  go  U!
GET  /people/{person}/hand-over/                 in  U!  U!  U!  U!  U!  U!  U!  U!  ok  U!
POST /people/{person}/hand-over/                 in  U!  U!  U!  U!  U!  U!  U!  U!  go  U!
GET  /people/0/                                  in  U!  U!  U!  U!  U!  U!  U!  U!  404 U!
GET  /units/                                     in  U!  U!  U!  U!  U!  U!  U!  U!  ok  U!
GET  /units/new/                                 in  U!  U!  U!  U!  U!  U!  U!  U!  ok  U!
POST /units/new/                                 in  U!  U!  U!  U!  U!  U!  U!  U!  go  U!
GET  /units/KH-08/                               in  U!  U!  U!  U!  U!  U!  U!  U!  ok  U!
POST /units/KH-08/                               in  U!  U!  U!  U!  U!  U!  U!  U!  go  U!
GET  /units/nowhere/                             in  U!  U!  U!  U!  U!  U!  U!  U!  404 U!
GET  /committees/                                in  go  go  go  go  go  ok  ok  ok  ok  ok
GET  /committees/KH-08/                          in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
POST /committees/KH-08/                          in  κ!  go  κ!  404 404 κ!  κ!  κ!  go  κ!
GET  /committees/KH-08/committee.csv             in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
GET  /committees/KH-08/committee.xlsx            in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
GET  /committees/in-excel/                       in  κ!  ok  κ!  κ!  κ!  κ!  κ!  κ!  ok  κ!
POST /committees/in-excel/                       in  κ!  ok  κ!  κ!  κ!  κ!  κ!  κ!  ok  κ!
GET  /committees/in-excel/members.xlsx           in  κ!  ok  κ!  κ!  κ!  κ!  κ!  κ!  ok  κ!
GET  /committees/MOSVY/committee.csv             in  404 404 404 404 404 404 404 404 404 404
GET  /observers/                                 in  Ω!  Ω!  Ω!  Ω!  Ω!  Ω!  Ω!  ok  ok  Ω!
GET  /observers/OBS-UN/                          in  Ω!  Ω!  Ω!  Ω!  Ω!  Ω!  Ω!  ok  ok  Ω!
POST /observers/OBS-UN/                          in  Ω!  Ω!  Ω!  Ω!  Ω!  Ω!  Ω!  go  go  Ω!
GET  /observers/nowhere/                         in  Ω!  Ω!  Ω!  Ω!  Ω!  Ω!  Ω!  404 404 Ω!
GET  /provinces/                                 in  go  go  go  go  L!  go  go  go  go  go
GET  /provinces/2020/                            in  go  go  go  go  L!  ok  ok  ok  ok  ok
POST /provinces/2020/                            in  go  go  go  go  L!  go  go  go  I!  I!
GET  /provinces/2001/                            in  go  go  go  go  L!  404 404 404 404 404
GET  /provinces/KH-08/2020/                      in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
POST /provinces/KH-08/2020/                      in  go  go  go  404 404 go  go  go  I!  I!
GET  /provinces/KH-08/2001/                      in  404 404 404 404 404 404 404 404 404 404
GET  /provinces/MOI/2020/                        in  404 404 404 404 404 404 404 404 404 404
GET  /provinces/KH-08/2020/report.pdf            in  404 404 404 404 404 404 404 404 404 404
GET  /provinces/KH-08/2020/nothing.pdf           in  404 404 404 404 404 404 404 404 404 404

GET  /population/                                in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /population/2019/                           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /population/2001/                           in  404 404 404 404 404 404 404 404 404 404
GET  /population/2019/population.xlsx            in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /population/send/                           in  U!  U!  U!  U!  U!  U!  U!  U!  ok  U!
POST /population/send/                           in  U!  U!  U!  U!  U!  U!  U!  U!  ok  U!

GET  /labels/                                    in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  ok  Λ!
POST /labels/                                    in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  go  Λ!
GET  /labels/labels.xlsx                         in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  ok  Λ!
GET  /labels/workbook/                           in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  ok  Λ!
POST /labels/workbook/                           in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  ok  Λ!
POST /labels/workbook/store/                     in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  go  Λ!
GET  /labels/glossary/                           in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  ok  Λ!
GET  /labels/glossary/glossary-km.csv            in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  ok  Λ!
GET  /catalogue/drafts/                          in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  ok  Λ!
GET  /catalogue/drafts/preview/                  in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  ok  Λ!
GET  /catalogue/drafts/preview/?year=2021        in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  ok  Λ!
GET  /catalogue/drafts/tables/planted_table/     in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  ok  Λ!
GET  /catalogue/drafts/tables/direct_publicity/  in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  ok  Λ!
GET  /catalogue/drafts/tables/nowhere/           in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  404 Λ!
POST /catalogue/drafts/tables/planted_table/publish/ in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  q!  Λ!
GET  /catalogue/drafts/indicators/{drafted}/      in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  ok  Λ!
GET  /catalogue/drafts/indicators/0/             in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  404 Λ!
POST /catalogue/drafts/indicators/0/publish/     in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  404 Λ!
POST /catalogue/drafts/indicators/0/discard/     in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  404 Λ!
POST /catalogue/drafts/discard/                  in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  404 Λ!
POST /catalogue/drafts/take-back/                in  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  Λ!  404 Λ!
GET  /reports/{draft}/take-over/                 in  ok  ok  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{draft}/take-over/                 in  n!  n!  F!  404 404 F!  F!  F!  F!  F!
GET  /reports/{submitted}/take-over/             in  s!  s!  F!  404 404 F!  F!  F!  F!  F!
POST /reports/{accepted}/take-over/              in  a!  a!  F!  404 404 F!  F!  F!  F!  F!
GET  /reconciliation/KH-08/committee/2021/       in  ok  ok  ok  404 404 ok  ok  ok  ok  ok
GET  /reconciliation/KH-08/ministry/2021/        in  404 404 404 404 404 404 404 404 404 404
GET  /action-plan/2021/                          in  ok  ok  F!  ok  ok  F!  F!  F!  F!  F!
POST /action-plan/2021/?group=2.7                in  go  go  F!  go  go  F!  F!  F!  F!  F!
GET  /action-plan/2021/workbook/                 in  ok  ok  F!  ok  ok  F!  F!  F!  F!  F!
GET  /action-plan/2021/upload/                   in  ok  ok  F!  ok  ok  F!  F!  F!  F!  F!
POST /action-plan/2021/upload/                   in  422 422 F!  422 422 F!  F!  F!  F!  F!
POST /action-plan/2021/upload/store/             in  go  go  F!  go  go  F!  F!  F!  F!  F!
POST /action-plan/2021/step/                     in  404 404 F!  404 404 F!  F!  F!  F!  F!
GET  /action-plan/1999/                          in  404 404 F!  404 404 F!  F!  F!  F!  F!
"""
# The pages of one's own account are the same for everybody who is signed in.
ACCOUNTS = """
     nobody signed-in

GET  /accounts/login/                            ok  go
POST /accounts/login/                            ok  go
GET  /accounts/logout/                           go  ok
POST /accounts/logout/                           go  go
GET  /accounts/inactive/                         ok  ok
GET  /accounts/signup/                           ok  go
POST /accounts/signup/                           ok  go
GET  /accounts/reauthenticate/                   in  ok
POST /accounts/reauthenticate/                   in  ok
GET  /accounts/email/                            in  ok
POST /accounts/email/                            in  go
GET  /accounts/confirm-email/                    ok  ok
GET  /accounts/confirm-email/key/                ok  ok
POST /accounts/confirm-email/key/                404 404
GET  /accounts/password/change/                  in  ok
POST /accounts/password/change/                  in  ok
GET  /accounts/password/set/                     in  go
POST /accounts/password/set/                     in  go
GET  /accounts/password/reset/                   ok  ok
POST /accounts/password/reset/                   ok  ok
GET  /accounts/password/reset/done/              ok  ok
GET  /accounts/password/reset/key/1-a/           ok  ok
POST /accounts/password/reset/key/1-a/           ok  ok
GET  /accounts/password/reset/key/done/          ok  ok
GET  /accounts/login/code/confirm/               in  go
POST /accounts/login/code/confirm/               in  go
GET  /accounts/2fa/                              in  ok
GET  /accounts/2fa/authenticate/                 in  go
POST /accounts/2fa/authenticate/                 in  go
GET  /accounts/2fa/reauthenticate/               in  go
POST /accounts/2fa/reauthenticate/               in  go
GET  /accounts/2fa/totp/activate/                in  go
POST /accounts/2fa/totp/activate/                in  go
GET  /accounts/2fa/totp/deactivate/              in  404
POST /accounts/2fa/totp/deactivate/              in  404
GET  /accounts/2fa/recovery-codes/               in  404
GET  /accounts/2fa/recovery-codes/generate/      in  go
POST /accounts/2fa/recovery-codes/generate/      in  go
GET  /accounts/2fa/recovery-codes/download/      in  404
"""
# The administration by its patterns, each with a row of its own; the first line that fits counts.
# `yes`: not refused; where reports use a row, its removal page says so and leads back.
ADMINISTRATION = """
     officer reviewer consol sec-gen admin lead

any  admin/login/                                        T!  T!  yes yes yes T!
GET  admin/autocomplete/                                 T!  T!  N!  N!  N!  T!
any  admin/\\w+/\\w+/<path:object_id>/$                  T!  T!  yes yes yes T!
any  admin/reporting/(auditevent|job|report)/add/        T!  T!  N!  N!  N!  T!
any  admin/reporting/(auditevent|job|report)/.*delete/   T!  T!  N!  N!  N!  T!
POST admin/reporting/(auditevent|job|report)/.*change/   T!  T!  N!  N!  N!  T!
any  admin/reporting/(auditevent|job|report)/            T!  T!  yes yes yes T!
any  admin/reporting/plannedactivity/                    T!  T!  N!  N!  yes T!
any  admin/strategies/(dataset|section|table)/.*delete/  T!  T!  N!  N!  yes T!
any  admin/strategies/(element|option)/.*delete/         T!  T!  N!  N!  yes T!
any  admin/provinces/population/.*delete/               T!  T!  N!  N!  yes T!
any  admin/(provinces|strategies)/.*delete/              T!  T!  N!  N!  N!  T!
any  admin/strategies/activity/titles/                   T!  T!  M!  M!  yes T!
any  admin/strategies/(element|option)/add/              T!  T!  N!  N!  N!  T!
POST admin/strategies/cell/.*change/                     T!  T!  N!  N!  N!  T!
any  admin/(provinces|strategies)/                       T!  T!  N!  N!  yes T!
any  admin/                                              T!  T!  yes yes yes T!
"""
CELL = "direct_publicity.persons"
FORUMS = {"direct_publicity[forums].persons": "800", "direct_publicity[forums].females": "420"}
BODIES = {
    "/editions/2020/2/passages/{passage}/": {"text": "There were 228 broadcasts.", "seen": "2"},
    "/editions/2020/2/passages/{passage}/bring-back/": {"version": "1", "seen": "2"},
    "/reports/new/": {"data_set": "committee", "year": "2021", "part": "07"},
    "/language/setlang/": {"language": "en"},
    "/calendar/2022/extensions/new/": {
        "period": "2022-02",
        "kinds": "province",
        "due_on": "2022-05-02",
        "reason": "Floods",
    },
    "/commitments/new/": {
        "origin": "outside",
        "year": "2021",
        "text_en": "Count the boats.",
        "lead": "KH-08",
    },
    "/commitments/{promise}/": {"status": "done", "text": "They were counted."},
    "/commitments/{promise}/amend/": {
        "lead": "KH-08",
        "due_on": "2022-06-01",
        "reason": "The boats were away.",
    },
    "/commitments/{promise}/withdraw/": {"reason": "There are no boats."},
    "/feedback/new/": {
        "sender_kind": "ngo",
        "received_on": "2021-03-02",
        "channel": "letter",
        "language": "en",
        "title": "Returning workers",
        "text": "They need lawyers.",
    },
    "/feedback/form/": {"step": "close"},
    "/feedback/{feedback}/edit/": {
        "sender_kind": "ngo",
        "received_on": "2021-03-02",
        "channel": "letter",
        "language": "en",
        "title": "Returning workers",
        "text": "They need lawyers.",
    },
    "/feedback/{feedback}/answer/": {
        "text": "Lawyers will be asked.",
        "sent_on": "2021-03-20",
        "channel": "letter",
        "sent_by": "Chan Dara",
    },
    "/feedback/{feedback}/state/": {"step": "look"},
    "/feedback/{feedback}/commitment/": {"text_en": "Ask for lawyers.", "lead": "KH-08"},
    "/feedback/{feedback}/links/": {"step": "link", "number": "999999"},
    "/tell-us/": {
        "sender_kind": "citizen",
        "title": "Returning workers",
        "text": "They wait at the border without food.",
    },
    "/meetings/new/": {
        "kind": "other",
        "title": "Visit of the border",
        "counts_as": "meetings",
        "day": "2021-03-20",
    },
    "/meetings/kept/2022/": {"keep": "yes"},
    "/meetings/{planned}/edit/": {
        "kind": "provincial",
        "counts_as": "meetings",
        "day": "2021-03-21",
    },
    "/meetings/{planned}/held/": {
        "chair": "Chan Dara",
        "men": "3",
        "women": "4",
        "minutes_en": "All was said.",
    },
    "/meetings/{planned}/agenda/": {"step": "add", "text_en": "The flood"},
    "/meetings/{held}/decisions/": {
        "text_en": "Visit the border.",
        "answers": "KH-08",
        "due": "2021-04-30",
    },
    "/meetings/{minutes}/notes/": {"text": "It was in Saang."},
    "/evaluations/new/": {
        "kind": "mid_term",
        "plan": "nsp-2019-2023",
        "first_year": "2019",
        "last_year": "2022",
        "year": str(timezone.localdate().year),
    },
    **{
        f"/evaluations/{{{which}}}/parts/impact/": {
            "step": "add",
            "new-kind": "paragraph",
            "new-text": "It was looked at.",
        }
        for which in ("evaluation", "evaluated")
    },
    "/evaluations/{evaluation}/evaluators/": {
        "step": "add",
        "name_en": "Keo Vanna",
        "function": "Researcher",
        "organisation": "A university",
        "first_day": "2021-01-04",
        "last_day": "2021-12-31",
    },
    "/evaluations/{evaluation}/recommendations/": {
        "step": "add",
        "criterion": "impact",
        "text_en": "Visit every shelter.",
        "text_km": "ចុះពិនិត្យទីជម្រកទាំងអស់។",
        "lead": "KH-08",
        "due": f"{timezone.localdate().year + 1}-06-30",
    },
    "/evaluations/{evaluation}/signatures/": {"step": "publish"},
    "/special/new/": {
        "title_en": "Returning workers",
        "why": "The border is closed.",
        "first_day": "2022-04-01",
        "last_day": "2022-04-10",
        "due_hour": "17",
        "units": "KH-08",
        "q1_en": "Workers who returned",
        "q1_unit": "person",
    },
    "/special/{special}/edit/": {
        "title_en": "Returning workers",
        "why": "The border is still closed.",
        "last_day": "2022-04-12",
        "due_hour": "17",
        "units": "KH-08",
    },
    "/special/{special}/2022-04-06/": {"seen": "0", "nothing": "on"},
    "/calendar/more-time/committee/2022-02/": {"text": "Our line was down."},
    "/calendar/requests/{request}/": {"due_on": "2022-05-02", "grant": "1"},
    "/editions/{written}/numbers/{sentence}/": {"seen": "1", "text": "Nobody came."},
    "/notices/settings/": {"mail_frequency": "daily", "language": "km"},
    "/people/invite/": {
        "full_name_en": "Sok Dara",
        "email": "sok.dara@takeo.gov.kh",
        "language": "km",
        "unit": "KH-21",
        "role": "approver",
    },
    "/people/{person}/": {"what": "deactivate"},
    "/people/{person}/hand-over/": {"unit": "KH-21", "email": "takeo.focal@demo.invalid"},
    "/units/new/": {
        "kind": "partner",
        "code": "NGO-NEW",
        "en": "New Partner",
        "parent": "NCCT",
        "from_year": "2021",
    },
    "/units/KH-08/": {"what": "spelling", "spelling": "Kandaal"},
    "/committees/KH-08/": {
        "what": "add",
        "function": "chair",
        "name_en": "Chan Dara",
        "valid_from": "2021-03-01",
    },
    "/observers/OBS-UN/": {"all_annual": "1"},
    "/discrepancies/2020/{mark}/": {
        "what": "explain",
        "explain-seen": "0",
        "explain-text": "So it was.",
    },
    "/editions/2020/2/signatures/sign/": {"role": "reviewer", "words": "So it is."},
    **{f"/reports/{{{state}}}/": FORUMS for state in STATES},
}
COMMENT = {"comment": "So it is.", "text": "So it is.", "left": "leave"}


@dataclass(frozen=True)
class Row:
    method: str
    address: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.address}"

    @property
    def body(self) -> dict[str, str]:
        return BODIES.get(self.address, COMMENT)


def rows_of(table: str, people: list[str]) -> list[Row]:
    """The lines of a table whose heading names the people, in this order."""
    heading, *lines = filter(None, map(str.split, table.splitlines()))
    assert heading == people
    return [
        Row(method, address, dict(zip(people, answers, strict=True)))
        for method, address, *answers in lines
    ]


def answer_of(response) -> str:
    """An answer in the words of the tables."""
    match response.status_code:
        case 200:
            return "ok"
        case 301 | 302:
            return "in" if response["Location"].startswith("/accounts/login/") else "go"
        case 403 | 409:
            said = [f"{code}!" for code, reason in REASONS.items() if reason in response.text]
            return " ".join(said) or f"{response.status_code} without a reason"
        case other:
            return str(other)
