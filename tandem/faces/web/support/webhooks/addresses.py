"""Addresses of the pages of webhooks."""

from django.urls import path

from tandem.faces.web.support.webhooks import pages

INSIDE = [path("webhooks/<str:reference>/secret/", pages.secret, name="webhook-secret")]
