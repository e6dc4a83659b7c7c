"""Addresses of the pages of service reports."""

from django.urls import path

from tandem.faces.web.operation.service_reports import pages

INSIDE = [
    path("service-reports/<str:reference>/report/", pages.show, name="service-report"),
]
