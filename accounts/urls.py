from django.urls import path

from accounts.views import home, picture

urlpatterns = [
    path("", home.home, name="account_home"),
    path("foto/", picture.take, name="take_picture"),
    path("foto/weg/", picture.remove, name="remove_picture"),
]
