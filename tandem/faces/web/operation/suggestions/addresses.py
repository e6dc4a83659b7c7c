"""Addresses of the pages of suggestions."""

from django.urls import path

from tandem.faces.web.operation.suggestions import pages

INSIDE = [
    path("suggestions/", pages.suggest, name="suggestions"),
    path("suggestions/used/", pages.used, name="suggestion-used"),
]
