"""Addresses of the pages of improvement."""

from django.urls import path

from tandem.faces.web.evaluation.improvement import trends

INSIDE = [
    path("nonconformities/trends/", trends.show, name="nonconformity-trends"),
]
