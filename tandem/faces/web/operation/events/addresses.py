"""Addresses of the pages of events."""

from django.urls import path

from tandem.faces.web.operation.events import pages

INSIDE = [path("event-sources/<str:reference>/secret/", pages.secret, name="event-source-secret")]
