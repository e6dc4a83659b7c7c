"""Addresses of the pages of scopes."""

from django.urls import path

from tandem.faces.web.direction.scope import pages

INSIDE = [
    path("scopes/", pages.show, name="scopes"),
]
