"""Addresses of the pages of budgets."""

from django.urls import path

from tandem.faces.web.operation.budgets import pages

INSIDE = [path("budgets/overview/", pages.overview, name="budget-overview")]
