"""Addresses of the pages of the desk."""

from django.urls import path

from tandem.faces.web.operation.desk import figures, preview, queue, quick, states, workload

INSIDE = [
    path("queue/", queue.show, name="queue"),
    path("queue/take/", preview.take_many, name="queue-take-many"),
    path("queue/figures/", figures.show, name="desk-figures"),
    path("queue/states/", states.show, name="desk-states"),
    path("queue/people/", workload.show, name="desk-workload"),
    path("queue/<str:reference>/", preview.show, name="queue-preview"),
    path("queue/<str:reference>/take/", preview.take, name="queue-take"),
    path("queue/<str:reference>/assign/", preview.assign, name="queue-assign"),
    path("queue/<str:reference>/weigh/", preview.weigh, name="queue-weigh"),
    path("queue/<str:reference>/reply/", preview.reply, name="queue-reply"),
    path("queue/<str:reference>/steps/<slug:step_key>/", preview.step, name="queue-step"),
    path("tickets/new/", quick.new, name="quick-ticket"),
    path("tickets/callers/", quick.choices, name="quick-callers"),
    path("tickets/caller/", quick.caller, name="quick-caller"),
]
