from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.home, name="account_home"),
    path("tweede-stap/", views.second_step, name="second_step"),
    # In the place of django-allauth's own, which come after these.
    path("sessions/", views.sessions, name="usersessions_list"),
    path("oidc/<provider_id>/login/", views.to_provider, name="openid_connect_login"),
]
