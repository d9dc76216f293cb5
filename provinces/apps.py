from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ProvincesConfig(AppConfig):
    name = "provinces"
    # Every tenant row carries a unit's key: four bytes of it are plenty.
    default_auto_field = "django.db.models.AutoField"
    verbose_name = _("Organisations and people")

    def ready(self) -> None:
        from provinces.tenancy import checks  # noqa: F401  (registers the database check)
        from provinces.tenancy.grants import grant_after_migrate

        post_migrate.connect(grant_after_migrate, sender=self)
