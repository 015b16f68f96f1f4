"""Every address, by app."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from accounts.access import open_to_all


@open_to_all
def healthz(_request: HttpRequest) -> HttpResponse:
    """For a load balancer or a container's health check: this process answers."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("actors.urls")),
    path("", include("sources.urls")),
    path("", include("statements.urls")),
]
