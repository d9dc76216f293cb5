"""Addresses of the Khmer labels and of the drafts of the catalogue, for the administrator."""

from django.urls import path

from reporting.catalogue.views import (
    draft_preview,
    drafts,
    glossary,
    indicator_drafts,
    khmer_labels,
    label_workbooks,
)

urlpatterns = [
    path("catalogue/drafts/", drafts.draft_list, name="drafts"),
    path("catalogue/drafts/discard/", drafts.draft_discard, name="draft_discard"),
    path("catalogue/drafts/take-back/", drafts.draft_take_back, name="draft_take_back"),
    path("catalogue/drafts/preview/", draft_preview.draft_preview, name="draft_preview"),
    path("catalogue/drafts/tables/<slug:table>/", drafts.draft_table, name="draft_table"),
    path(
        "catalogue/drafts/tables/<slug:table>/publish/",
        drafts.draft_publish,
        name="draft_publish",
    ),
    path(
        "catalogue/drafts/indicators/<int:draft>/",
        indicator_drafts.indicator_draft_page,
        name="indicator_draft",
    ),
    path(
        "catalogue/drafts/indicators/<int:draft>/publish/",
        indicator_drafts.indicator_draft_publish,
        name="indicator_draft_publish",
    ),
    path(
        "catalogue/drafts/indicators/<int:draft>/discard/",
        indicator_drafts.indicator_draft_discard,
        name="indicator_draft_discard",
    ),
    path("labels/", khmer_labels.label_list, name="labels"),
    path("labels/labels.xlsx", label_workbooks.label_download, name="labels_download"),
    path("labels/workbook/", label_workbooks.label_upload, name="labels_upload"),
    path("labels/workbook/store/", label_workbooks.label_store, name="labels_store"),
    path("labels/glossary/", glossary.glossary_page, name="glossary"),
    path("labels/glossary/glossary-km.csv", glossary.glossary_csv, name="glossary_csv"),
]
