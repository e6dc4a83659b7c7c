"""Addresses of the pages of people."""

from django.urls import path

from tandem.faces.web.support.people import matrix

INSIDE = [path("people/competences/", matrix.show, name="competence-matrix")]
