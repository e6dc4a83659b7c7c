"""Addresses of the pages about availability."""

from django.urls import path

from tandem.faces.web.operation.availability import pages

INSIDE = [
    path("availability/", pages.over, name="availability"),
    path("availability/<str:reference>/", pages.of_target, name="availability-of"),
    path("availability-results/<str:reference>/explained/", pages.explained, name="availability-explained"),
]
