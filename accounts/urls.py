from django.urls import path

from accounts.views import guest, home, picture, signing_in

urlpatterns = [
    path("", home.home, name="account_home"),
    path("foto/", picture.take, name="take_picture"),
    path("foto/weg/", picture.remove, name="remove_picture"),
    path("tweede-stap/", signing_in.second_step, name="second_step"),
    # In the place of django-allauth's own, which come after these.
    path("sessions/", signing_in.sessions, name="usersessions_list"),
    path("oidc/<provider_id>/login/", signing_in.to_provider, name="openid_connect_login"),
]

guest_urlpatterns = [
    path("link/", guest.ask, name="ask_guest_link"),
    path("link/onderweg/", guest.asked, name="asked_guest_link"),
    path("link/<str:token>/", guest.open_link, name="guest_link"),
]
