"""Addresses of the pages of tickets."""

from django.urls import path

from tandem.faces.web.operation.tickets import pages

INSIDE = [
    path("tickets/<str:reference>/answers/", pages.answers, name="ticket-answers"),
    path("tickets/<str:reference>/watch/", pages.watch, name="ticket-watch"),
    path("tickets/<slug:key>/<str:reference>/looking/", pages.looking, name="ticket-looking"),
    path("tickets/steps/<str:reference>/", pages.tick, name="ticket-step"),
]
