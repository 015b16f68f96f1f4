"""Addresses of the account pages. The names are Django's own."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("account/", views.account, name="account"),
    path("account/shortcuts/", views.shortcuts, name="shortcuts"),
    path("account/password/", views.password_change, name="password_change"),
    path("account/password/done/", views.password_change_done, name="password_change_done"),
    path("account/reset/", views.password_reset, name="password_reset"),
    path("account/reset/sent/", views.password_reset_done, name="password_reset_done"),
    path("account/reset/<uidb64>/<token>/", views.password_reset_confirm, name="password_reset_confirm"),
    path("account/reset/done/", views.password_reset_complete, name="password_reset_complete"),
]
