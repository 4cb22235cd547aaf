"""Where everything is found: pages, REST, admin, documents."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("courtflow.api.urls")),
    path("documents/", include("documents.urls")),
    path("accounts/", include("django.contrib.auth.urls")),
    path("", include("courtflow.pages.urls")),
]
