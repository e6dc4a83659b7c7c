"""Addresses of the pages of mail."""

from django.urls import path

from tandem.faces.web.operation.mail import pages

INSIDE = [path("mailboxes/<str:reference>/consent/", pages.consent, name="mailbox-consent")]
