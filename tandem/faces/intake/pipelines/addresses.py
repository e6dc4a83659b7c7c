"""The address at which pipelines report."""

from django.urls import path

from tandem.faces.intake.pipelines import receiving

pipelines = [path("intake/pipelines/<str:address>/", receiving.report, name="intake-pipelines")]
