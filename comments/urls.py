from django.urls import path

from comments.views import (
    compose,
    desk,
    house,
    lists,
    log,
    mine,
    reading,
    statistics,
    transparency,
)

urlpatterns = [
    path("opinie/<slug:slug>/reageer/", compose.compose, name="compose"),
    path("opinie/<slug:slug>/reactie/<int:number>/", reading.place, name="comment"),
    path("opinie/<slug:slug>/veranderd/", reading.changes, name="changes"),
    path("opinie/<slug:slug>/logboek/", log.of_article, name="log_of_article"),
    path("logboek/", log.of_site, name="log"),
    path("transparantie/", transparency.years, name="transparency"),
    path("transparantie/<int:year>/", transparency.report, name="transparency_report"),
    path("transparantie/<int:year>.csv", transparency.as_csv, name="transparency_csv"),
    path("transparantie/<int:year>.json", transparency.as_json, name="transparency_json"),
    path("reacties/voorbeeld/", compose.preview, name="preview"),
    path("reacties/bevestigen/<str:token>/", mine.confirm, name="confirm"),
    path("reacties/<int:pk>/mail/", mine.mail_again, name="mail_again"),
    path("reacties/<int:pk>/bewerken/", mine.edit, name="edit"),
    path("reacties/<int:pk>/intrekken/", mine.withdraw, name="withdraw"),
    path("moderatie/", desk.queue, name="queue"),
    path("moderatie/<int:pk>/", desk.judge, name="judge"),
    path("moderatie/cijfers/", statistics.page, name="statistics"),
    path("moderatie/regels/", house.rules, name="rules"),
    path("moderatie/woorden/", lists.page, {"which": lists.WORDS}, name="words"),
    path("moderatie/woorden.txt", lists.as_text, {"which": lists.WORDS}, name="words_as_text"),
    path("moderatie/domeinen/", lists.page, {"which": lists.DOMAINS}, name="domains"),
    path("moderatie/domeinen.txt", lists.as_text, {"which": lists.DOMAINS}, name="domains_as_text"),
]
