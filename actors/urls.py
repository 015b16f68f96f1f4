"""Addresses of actors."""

from django.urls import path

from actors import views

urlpatterns = [
    path("actors/<str:public_id>/<slug:slug>/", views.actor, name="actor"),
]
