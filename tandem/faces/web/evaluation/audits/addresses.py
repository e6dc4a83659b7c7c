"""Addresses of the pages of audits."""

from django.urls import path

from tandem.faces.web.evaluation.audits import pages

INSIDE = [
    path("audits/coverage/", pages.coverage_now, name="audit-coverage-now"),
    path("audit-programmes/<str:reference>/coverage/", pages.coverage, name="audit-coverage"),
    path("audits/<str:reference>/checklist/", pages.checklist, name="audit-checklist"),
    path("audits/<str:reference>/report/", pages.report, name="audit-report"),
]
