"""Forms that were posted: the second time is no second act."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PostedForm(models.Model):
    """One form, as it was rendered once and filled in one way. `location`: where the first answer
    led, "" where it led nowhere else. Kept for a day."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    key = models.CharField(_("key"), max_length=64)
    at = models.DateTimeField(_("on"), auto_now_add=True)
    location = models.TextField(_("led to"), blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("posted form")
        verbose_name_plural = _("posted forms")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="posted_form_once"),
        ]
        indexes = [models.Index(fields=["at"], name="posted_form_by_age")]

    def __str__(self) -> str:
        return self.key
