"""Addresses of the API."""

from django.urls import path, re_path

from tandem.faces.api import figures, losses
from tandem.faces.api import resources as r
from tandem.faces.api import templates as t
from tandem.faces.api.describing import document
from tandem.faces.api.entering import endpoint, nowhere, personal

app_name = "api"
RECORD = "<slug:slug>/<slug:key>/<str:reference>/"
urlpatterns = [
    path("openapi.json", document, name="openapi"),
    path("me", personal(r.me), name="me"),
    path("<slug:slug>/registers", endpoint(get=r.declarations), name="registers"),
    path("<slug:slug>/search", endpoint(get=r.find), name="search"),
    path("<slug:slug>/conformity", endpoint(get=figures.conformity), name="conformity"),
    path("<slug:slug>/losses", endpoint(get=losses.together), name="losses"),
    path("<slug:slug>/losses/<str:reference>", endpoint(get=losses.one), name="loss"),
    path(
        "<slug:slug>/document-templates",
        endpoint(get=t.list_templates, post=t.begin_documents),
        name="document-templates",
    ),
    path(
        "<slug:slug>/document-templates/<slug:template_key>",
        endpoint(get=t.show_template),
        name="document-template",
    ),
    path("<slug:slug>/<slug:key>/", endpoint(get=r.list_records, post=r.create), name="records"),
    path(RECORD, endpoint(get=r.show, patch=r.change, delete=r.delete), name="record"),
    path(RECORD + "transitions/<slug:step_key>", endpoint(post=r.step), name="transition"),
    path(RECORD + "history", endpoint(get=r.history), name="history"),
    path(RECORD + "comments", endpoint(get=r.list_comments, post=r.add_comment), name="comments"),
    path(RECORD + "links", endpoint(get=r.list_links, post=r.add_link), name="links"),
    path(RECORD + "links/<int:link_id>", endpoint(delete=r.remove_link), name="link"),
    path(RECORD + "files", endpoint(get=r.list_files, post=r.add_file), name="files"),
    path(RECORD + "files/<int:file_id>", endpoint(get=r.download, delete=r.remove_file), name="file"),
    re_path(r"^(?P<rest>[\s\S]*)$", nowhere, name="nowhere"),
]
