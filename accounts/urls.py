from django.urls import path

from accounts.views import guest, home, picture, signing_in

urlpatterns = [
    path("", home.account_home, name="account_home"),
    path("foto/", picture.profile_picture_upload, name="take_picture"),
    path("foto/weg/", picture.profile_picture_removal, name="remove_picture"),
    path("tweede-stap/", signing_in.second_step_page, name="second_step"),
    # These override django-allauth's own, which are included after them.
    path("sessions/", signing_in.session_list, name="usersessions_list"),
    path("oidc/<provider_id>/login/", signing_in.provider_login, name="openid_connect_login"),
]

guest_urlpatterns = [
    path("link/", guest.guest_link_form, name="ask_guest_link"),
    path("link/onderweg/", guest.guest_link_requested, name="asked_guest_link"),
    path("link/<str:token>/", guest.guest_link_page, name="guest_link"),
]
