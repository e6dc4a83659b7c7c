"""Addresses of the pages of vulnerabilities."""

from django.urls import path

from tandem.faces.web.views import vulnerabilities

INSIDE = [
    path("vulnerability-findings/summary/", vulnerabilities.summary, name="vulnerability-summary"),
    path("vulnerability-findings/coverage/", vulnerabilities.coverage, name="vulnerability-coverage"),
    path("vulnerability-findings/bring/", vulnerabilities.bring, name="bring-report"),
    path("vulnerability-findings/bring/<int:import_id>/", vulnerabilities.show, name="brought-report"),
    path(
        "vulnerability-findings/bring/<int:import_id>/options/", vulnerabilities.decide, name="brought-report-options"
    ),
    path("vulnerability-findings/bring/<int:import_id>/run/", vulnerabilities.run, name="brought-report-run"),
    path(
        "vulnerability-findings/bring/<int:import_id>/progress/",
        vulnerabilities.progress,
        name="brought-report-progress",
    ),
]
