"""The desks of authors and editors: writing, and gathering what was written."""

from django.urls import path

from articles.views import dossiers

urlpatterns = [
    path("dossiers/", dossiers.index, name="dossier_desk"),
    path("dossiers/nieuw/", dossiers.add, name="add_dossier"),
    path("dossiers/<int:pk>/", dossiers.edit, name="edit_dossier"),
    path("dossiers/<int:pk>/tonen/", dossiers.show, name="show_dossier"),
    path("dossiers/<int:pk>/stuk/", dossiers.piece, name="dossier_piece"),
]
