"""Addresses of the pages of services."""

from django.urls import path

from tandem.faces.web.operation.services import catalogue, matrix

INSIDE = [
    path("contributions/matrix/", matrix.show, name="contribution-matrix"),
    path("service-offerings/catalogue/", catalogue.show, name="service-catalogue"),
]
