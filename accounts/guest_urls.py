from django.urls import path

from accounts import guest_views

urlpatterns = [
    path("link/", guest_views.ask, name="ask_guest_link"),
    path("link/onderweg/", guest_views.asked, name="asked_guest_link"),
    path("link/<str:token>/", guest_views.open_link, name="guest_link"),
]
