"""Addresses of the portal, of the people of a customer, and of status pages."""

from django.urls import path

from tandem.faces.web.operation.portal import asking, broken, home, items, people, reading, searching, status

INSIDE = [
    path("help/", home.show, name="help"),
    path("help/search/", searching.search, name="help-search"),
    path("help/articles/<str:reference>/", searching.article, name="help-article"),
    path("help/broken/", broken.report, name="help-broken"),
    path("help/need/", asking.offered, name="help-need"),
    path("help/need/<str:reference>/", asking.ask, name="help-ask"),
    path("help/items/", items.mine, name="help-items"),
    path("help/items/<str:reference>/", items.show, name="help-item"),
    path("help/items/<str:reference>/reply/", items.reply, name="help-reply"),
    path("help/items/<str:reference>/works/", items.works, name="help-works"),
    path("help/approvals/<str:reference>/", items.decide, name="help-decide"),
    path("help/policies/", reading.policies, name="help-policies"),
    path("help/policies/<str:reference>/", reading.policy, name="help-policy"),
    path("help/status/", status.inside_the_portal, name="help-status"),
    path("help/status/follow/", status.follow, name="help-status-follow"),
    path("customers/<str:reference>/people/", people.of_customer, name="customer-people"),
    path("status-pages/<str:reference>/seen/", status.seen, name="status-page-seen"),
]

OUTSIDE = [
    path("status/<slug:slug>/", status.public, name="status"),
    path("status/<slug:slug>/feed.rss", status.feed, name="status-feed"),
]
