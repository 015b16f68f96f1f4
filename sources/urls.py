"""Addresses of what an editor does with texts."""

from django.urls import path

from sources import revision_views, views

urlpatterns = [
    path("add/", views.add, name="add"),
    path("intakes/", views.intakes, name="intakes"),
    path("intakes/<str:public_id>/", views.show, name="intake"),
    path("intakes/<str:public_id>/fill/", views.fill, name="intake_fill"),
    path("intakes/<str:public_id>/confirm/", views.confirm_intake, name="intake_confirm"),
    path("intakes/<str:public_id>/discard/", views.discard, name="intake_discard"),
    path("intakes/<str:public_id>/retry/", views.retry, name="intake_retry"),
    path("intakes/<str:public_id>/revise/", revision_views.confirm, name="revision_confirm"),
    path("sources/<str:public_id>/revise/", revision_views.hand_in, name="source_revise"),
    path("sources/<str:public_id>/edit/", views.edit_source, name="source_edit"),
    path("sources/<str:public_id>/withdraw/", views.withdraw_source, name="source_withdraw"),
]
