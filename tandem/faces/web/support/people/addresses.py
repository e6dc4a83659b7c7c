"""Addresses of the pages of people."""

from django.urls import path

from tandem.faces.web.support.people import matrix, testing

INSIDE = [
    path("people/competences/", matrix.show, name="competence-matrix"),
    path("test-results/<str:reference>/test/", testing.take, name="awareness-test"),
]
