from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """Django's administration, opened by memberships and audited."""

    default_site = "reporting.core.admin.site.PortalAdminSite"
