from django.urls import path

from comments.views import compose, desk, house, mine, reading

urlpatterns = [
    path("opinie/<slug:slug>/reageer/", compose.compose, name="compose"),
    path("opinie/<slug:slug>/reactie/<int:number>/", reading.place, name="comment"),
    path("opinie/<slug:slug>/veranderd/", reading.changes, name="changes"),
    path("reacties/voorbeeld/", compose.preview, name="preview"),
    path("reacties/bevestigen/<str:token>/", mine.confirm, name="confirm"),
    path("reacties/<int:pk>/mail/", mine.mail_again, name="mail_again"),
    path("reacties/<int:pk>/bewerken/", mine.edit, name="edit"),
    path("reacties/<int:pk>/intrekken/", mine.withdraw, name="withdraw"),
    path("moderatie/", desk.queue, name="queue"),
    path("moderatie/<int:pk>/", desk.judge, name="judge"),
    path("moderatie/regels/", house.rules, name="rules"),
    path("moderatie/woorden/", house.words, name="words"),
    path("moderatie/woorden.txt", house.words_as_text, name="words_as_text"),
]
