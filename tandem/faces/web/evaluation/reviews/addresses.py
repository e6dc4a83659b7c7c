"""Addresses of the pages of reviews."""

from django.urls import path

from tandem.faces.web.evaluation.reviews import pages

INSIDE = [
    path("reviews/<str:reference>/agenda/", pages.agenda, name="review-agenda"),
]
