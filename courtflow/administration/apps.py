"""The administrators' pages as Django's admin app, on the site of the three administrators."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default_site = "courtflow.administration.site.CourtAdminSite"

    def ready(self) -> None:
        super().ready()
        from . import (  # noqa: F401  register themselves with the site
            clock,
            courts,
            duties,
            history,
            holidays,
            locks,
            papers,
            people,
            rules,
        )
