from django.urls import path

from notifications.views import following, mail, notices, preferences

urlpatterns = [
    path("meldingen/", notices.notice_list, name="notices"),
    path("meldingen/<int:pk>/", notices.open_notice, name="notice"),
    path("meldingen/tel/", notices.notice_count, name="notice_count"),
    path("meldingen/gelezen/", notices.read_notices, name="read_notices"),
    path("meldingen/gezien/<int:article_pk>/", notices.mark_article_seen, name="seen_notices"),
    path("voorkeuren/", preferences.notice_preferences, name="preferences"),
    path("volgen/artikel/<int:pk>/", following.follow_article, name="follow_article"),
    path("volgen/dossier/<int:pk>/", following.follow_dossier, name="follow_dossier"),
    path("volgen/auteur/<int:pk>/", following.follow_author, name="follow_author"),
]

mail_urlpatterns = [
    path("afmelden/<str:token>/", mail.unsubscribe_page, name="unsubscribe"),
    path("mijn/voorkeuren/mail/", mail.request_address_check, name="mail_works"),
    path("mail/komt-aan/<str:token>/", mail.confirm_address_works, name="mail_arrives"),
]
