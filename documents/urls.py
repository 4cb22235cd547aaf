"""Addresses of issued documents: the file for the court's people, verification for everybody."""

from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("<int:pk>.pdf", views.pdf, name="pdf"),
    path("<int:pk>/retry/", views.retry_document, name="retry"),
    path("<int:pk>/revoke/", views.revoke_document, name="revoke"),
    path("verify/", views.verify_home, name="verify_home"),
    path("verify/<str:code>/", views.verify, name="verify"),
]
