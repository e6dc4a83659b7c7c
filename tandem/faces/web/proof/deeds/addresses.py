"""Addresses of what is to be done next."""

from django.urls import path

from tandem.faces.web.proof.deeds import pages

INSIDE = [path("board/deeds/<str:check>/", pages.show, name="deed")]
