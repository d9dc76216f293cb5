"""Addresses of the Khmer labels, for the administrator."""

from django.urls import path

from reporting.catalogue.views import glossary, khmer_labels, label_workbooks

urlpatterns = [
    path("labels/", khmer_labels.label_list, name="labels"),
    path("labels/labels.xlsx", label_workbooks.label_download, name="labels_download"),
    path("labels/workbook/", label_workbooks.label_upload, name="labels_upload"),
    path("labels/workbook/store/", label_workbooks.label_store, name="labels_store"),
    path("labels/glossary/", glossary.glossary_page, name="glossary"),
    path("labels/glossary/glossary-km.csv", glossary.glossary_csv, name="glossary_csv"),
]
