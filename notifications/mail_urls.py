from django.urls import path

from notifications import mail_views

urlpatterns = [
    path("afmelden/<str:token>/", mail_views.unsubscribe, name="unsubscribe"),
    path("mijn/voorkeuren/mail/", mail_views.mail_works, name="mail_works"),
    path("mail/komt-aan/<str:token>/", mail_views.confirm_mail_works, name="mail_arrives"),
]
