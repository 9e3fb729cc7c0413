from django.urls import path

from privacy import views

urlpatterns = [
    path("mijn/gegevens/", views.my_data, name="my_data"),
    path("mijn/gegevens/kopie/", views.request_or_delete_export, name="copy"),
    path("mijn/gegevens/kopie.zip", views.download_export, name="download"),
    path("mijn/gegevens/wissen/", views.erase_my_data, name="erase"),
    path("mijn/gegevens/terug/<str:token>/", views.cancel_erasure_page, name="call_back"),
    path("privacy/", views.privacy_page, name="privacy"),
]
