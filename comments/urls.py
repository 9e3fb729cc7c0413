from django.urls import path

from comments.views import compose, desk, house, lists, mine, objections, reading, statement

urlpatterns = [
    path("opinie/<slug:slug>/reageer/", compose.compose, name="compose"),
    path("opinie/<slug:slug>/reactie/<int:number>/", reading.place, name="comment"),
    path("opinie/<slug:slug>/veranderd/", reading.changes, name="changes"),
    path("reacties/voorbeeld/", compose.preview, name="preview"),
    path("reacties/bevestigen/<str:token>/", mine.confirm, name="confirm"),
    path("reacties/<int:pk>/mail/", mine.mail_again, name="mail_again"),
    path("reacties/<int:pk>/bewerken/", mine.edit, name="edit"),
    path("reacties/<int:pk>/intrekken/", mine.withdraw, name="withdraw"),
    path("reacties/redenen/<int:pk>/", statement.of_member, name="statement"),
    path("reacties/redenen/<str:token>/", statement.by_link, name="statement_by_link"),
    path("moderatie/bezwaren/", objections.objections, name="objections"),
    path("moderatie/bezwaren/<int:pk>/", objections.objection, name="objection"),
    path("moderatie/", desk.queue, name="queue"),
    path("moderatie/<int:pk>/", desk.judge, name="judge"),
    path("moderatie/regels/", house.rules, name="rules"),
    path("moderatie/woorden/", lists.page, {"which": lists.WORDS}, name="words"),
    path("moderatie/woorden.txt", lists.as_text, {"which": lists.WORDS}, name="words_as_text"),
    path("moderatie/domeinen/", lists.page, {"which": lists.DOMAINS}, name="domains"),
    path("moderatie/domeinen.txt", lists.as_text, {"which": lists.DOMAINS}, name="domains_as_text"),
]
