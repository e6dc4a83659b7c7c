"""Addresses of the pages of releases."""

from django.urls import path

from tandem.faces.web.operation.releases import pages

INSIDE = [path("release-pipelines/<str:reference>/secret/", pages.secret, name="pipeline-secret")]
