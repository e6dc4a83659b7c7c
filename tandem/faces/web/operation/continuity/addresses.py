"""Addresses of the pages about continuity."""

from django.urls import path

from tandem.faces.web.operation.continuity import pages

continuity = [
    path("continuity-plans/<str:reference>/plan.pdf", pages.to_take_along, name="continuity-plan-pdf"),
]
