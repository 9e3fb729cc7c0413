from django.urls import path

from articles.views import attachments, dossiers, images, pasting

urlpatterns = [
    path("redactie/dossiers/", dossiers.index, name="dossier_desk"),
    path("redactie/dossiers/nieuw/", dossiers.add, name="add_dossier"),
    path("redactie/dossiers/<int:pk>/", dossiers.edit, name="edit_dossier"),
    path("redactie/dossiers/<int:pk>/tonen/", dossiers.show, name="show_dossier"),
    path("redactie/dossiers/<int:pk>/stuk/", dossiers.piece, name="dossier_piece"),
    path("redactie/beeld/", images.add_image, name="add_image"),
    path("redactie/plakken/", pasting.paste, name="paste"),
    path("redactie/stuk/<int:pk>/bijlage/", attachments.attachments, name="attachments"),
    path(
        "redactie/stuk/<int:pk>/bijlage/<int:attachment>/weg/",
        attachments.remove_attachment,
        name="remove_attachment",
    ),
    path(
        "redactie/stuk/<int:pk>/bijlage/<int:attachment>/omhoog/",
        attachments.move_attachment,
        name="move_attachment",
    ),
]
