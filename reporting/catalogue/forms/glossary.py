"""Which terms of the glossary are shown."""

from django import forms
from django.utils.translation import gettext_lazy

from reporting.core.forms import FilterForm


class GlossaryFilter(FilterForm):
    q = forms.CharField(label=gettext_lazy("English or Khmer"), required=False, max_length=100)
