from django.urls import path

from privacy import views

urlpatterns = [
    path("mijn/gegevens/", views.my_data, name="my_data"),
    path("mijn/gegevens/kopie/", views.copy, name="copy"),
    path("mijn/gegevens/kopie.zip", views.download, name="download"),
    path("mijn/gegevens/wissen/", views.erase, name="erase"),
    path("mijn/gegevens/terug/<str:token>/", views.call_back, name="call_back"),
    path("privacy/", views.privacy, name="privacy"),
]
