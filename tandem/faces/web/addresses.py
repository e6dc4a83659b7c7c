"""Addresses of the pages."""

from django.urls import include, path

from tandem.faces.web.views import (
    board,
    catalogue,
    home,
    imports,
    ledger,
    lists,
    records,
    risks,
    settings,
    sign_in,
    together,
)

inside = [
    path("", home.enter, name="enter"),
    path("board/", board.show, name="board"),
    path("work/", home.work, name="work"),
    path("search/", home.find, name="search"),
    path("go/<str:reference>/", records.jump, name="jump"),
    path("ledger/", ledger.show, name="ledger"),
    path("catalogue/", catalogue.index, name="catalogue"),
    path("catalogue/<str:key>/", catalogue.framework, name="framework"),
    path("catalogue/<str:key>/<str:ref>/", catalogue.requirement, name="requirement"),
    path("settings/", settings.profile, name="settings"),
    path("settings/members/", settings.members, name="members"),
    path("settings/members/invite/", settings.invite, name="invite"),
    path("settings/members/<int:membership_id>/", settings.change_member, name="change-member"),
    path("settings/tokens/", settings.tokens, name="tokens"),
    path("settings/tokens/issue/", settings.issue_token, name="issue-token"),
    path("settings/tokens/<int:token_id>/revoke/", settings.revoke_token, name="revoke-token"),
    path("settings/fields/", settings.fields, name="fields"),
    path("settings/fields/add/", settings.add_field, name="add-field"),
    path("settings/fields/<int:field_id>/retire/", settings.retire_field, name="retire-field"),
    path("settings/texts/", settings.texts, name="texts"),
    path("settings/texts/load/", settings.load_texts, name="load-texts"),
    path("settings/texts/<str:framework_key>/remove/", settings.remove_texts, name="remove-texts"),
    path("risks/matrix/", risks.matrix, name="risk-matrix"),
    path("risks/workshop/", risks.workshop, name="risk-workshop"),
    path("risks/summary/", risks.summary, name="risk-summary"),
    path("risk-rounds/movement/", risks.movement, name="risk-movement"),
    path("imports/<int:import_id>/", imports.show, name="import"),
    path("imports/<int:import_id>/mapping/", imports.mapping, name="import-mapping"),
    path("imports/<int:import_id>/run/", imports.run, name="import-run"),
    path("imports/<int:import_id>/progress/", imports.progress, name="import-progress"),
    path("<slug:key>/", lists.show, name="list"),
    path("<slug:key>/new/", records.create, name="create"),
    path("<slug:key>/import/", imports.upload, name="upload"),
    path("<slug:key>/bulk/", lists.bulk, name="bulk"),
    path("<slug:key>/views/", lists.save_view, name="save-view"),
    path("<slug:key>/views/<int:view_id>/drop/", lists.drop_view, name="drop-view"),
    path("<slug:key>/export/<slug:form>/", lists.download, name="export"),
    path("<slug:key>/<str:reference>/", records.show, name="record"),
    path("<slug:key>/<str:reference>/edit/", records.edit, name="edit"),
    path("<slug:key>/<str:reference>/delete/", records.delete, name="delete"),
    path("<slug:key>/<str:reference>/steps/<slug:step_key>/", records.step, name="step"),
    path("<slug:key>/<str:reference>/comments/", together.comment, name="comment"),
    path("<slug:key>/<str:reference>/links/", together.link, name="link"),
    path("<slug:key>/<str:reference>/links/<int:link_id>/remove/", together.unlink, name="unlink"),
    path("<slug:key>/<str:reference>/files/", together.attach, name="attach"),
    path("<slug:key>/<str:reference>/files/<int:file_id>/", together.download, name="file"),
    path("<slug:key>/<str:reference>/files/<int:file_id>/remove/", together.detach, name="detach"),
    path("<slug:key>/<str:reference>/actions/", together.ask, name="ask"),
    path("<slug:key>/<str:reference>/reminders/", together.remind, name="remind"),
    path("<slug:key>/<str:reference>/reminders/<int:reminder_id>/forget/", together.forget, name="forget"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("start/<str:secret>/", sign_in.start, name="start"),
    path("join/<str:secret>/", sign_in.join, name="join"),
    path("welcome/", sign_in.welcome, name="welcome"),
    path("api/v1/", include("tandem.faces.api.addresses")),
    path("<slug:slug>/", include(inside)),
]

handler404 = "tandem.faces.web.views.errors.missing"
handler403 = "tandem.faces.web.views.errors.refused"
handler500 = "tandem.faces.web.views.errors.failed"
