"""Addresses at which events are taken in."""

from django.urls import path

from tandem.faces.intake.events import receiving

events = [path("intake/events/<str:address>/", receiving.events, name="intake-events")]
