"""Addresses of pages for people who do not sign in: answers to questions, and being told of status updates."""

from django.urls import path

from tandem.faces.web.operation.outward import answering, subscribing

OUTSIDE = [
    path("answer/<str:secret>/", answering.answer, name="answer"),
    path("answer/<str:secret>/<int:score>/", answering.answer, name="answer-score"),
    path("status/<slug:slug>/subscribe/", subscribing.subscribe, name="status-subscribe"),
    path("status/<slug:slug>/confirm/<str:secret>/", subscribing.confirm, name="status-confirm"),
    path("status/<slug:slug>/leave/<str:secret>/", subscribing.leave, name="status-leave"),
    path("status/<slug:slug>/own/<str:secret>.rss", subscribing.own_feed, name="status-own-feed"),
]
