"""Every address of the installation. Registers, never decides."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.health import healthz, readyz
from portal.people.login import AdminLogin

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("echo/", include("portal.cases.urls")),
    path("search/", include("search.urls")),
    path("services/", include("portal.services.urls")),
    path("", include("portal.messages.urls")),
    path("orders/", include("portal.orders.urls")),
    path("me/", include("portal.residents.urls")),
    path("me/", include("portal.orders.resident.me_urls")),
    path("desk/", include("portal.orders.desk.urls")),
    path("admin/login/", AdminLogin.as_view()),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *(
        [path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT})]
        if settings.SERVE_MEDIA
        else []
    ),
    path("", include(wagtail_urls)),
]
