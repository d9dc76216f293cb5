from django.contrib import admin
from django.urls import include, path

from nsp_portal.health import healthz
from reporting.notices.views.language import choose_language

handler429 = "nsp_portal.responses.too_many"  # allauth asks for it

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
    path("language/setlang/", choose_language, name="set_language"),
    path("admin/", admin.site.urls),
    path("", include("reporting.urls")),
]

handler400 = "nsp_portal.gate.bad_request"
handler500 = "nsp_portal.errors.server_error"
