from django.urls import path

from notifications.views import following, mail, notices, preferences

urlpatterns = [
    path("meldingen/", notices.notices, name="notices"),
    path("meldingen/<int:pk>/", notices.open_place, name="notice"),
    path("meldingen/tel/", notices.count, name="notice_count"),
    path("meldingen/gelezen/", notices.read_all, name="read_notices"),
    path("meldingen/gezien/<int:article_pk>/", notices.seen, name="seen_notices"),
    path("voorkeuren/", preferences.preferences, name="preferences"),
    path("volgen/artikel/<int:pk>/", following.article, name="follow_article"),
    path("volgen/dossier/<int:pk>/", following.dossier, name="follow_dossier"),
    path("volgen/auteur/<int:pk>/", following.author, name="follow_author"),
]

mail_urlpatterns = [
    path("afmelden/<str:token>/", mail.unsubscribe, name="unsubscribe"),
    path("mijn/voorkeuren/mail/", mail.mail_works, name="mail_works"),
    path("mail/komt-aan/<str:token>/", mail.confirm_mail_works, name="mail_arrives"),
]
