from django.urls import path

from articles.views import (
    attachments,
    conclusions,
    desk,
    dossiers,
    images,
    pasting,
    preview_links,
    publishing,
    settings,
    text,
    versions,
)

urlpatterns = [
    path("redactie/", desk.pieces, name="writing_desk"),
    path("redactie/begin/", desk.begin, name="begin_piece"),
    path("redactie/stuk/<int:pk>/", text.write, name="write"),
    path("redactie/stuk/<int:pk>/bewaren/", text.autosave, name="autosave"),
    path("redactie/stuk/<int:pk>/hier/", text.present, name="present"),
    path("redactie/stuk/<int:pk>/versies/", versions.versions, name="versions"),
    path("redactie/stuk/<int:pk>/versies/<int:number>/", versions.version, name="version"),
    path("redactie/stuk/<int:pk>/instellingen/", settings.settings, name="piece_settings"),
    path("redactie/stuk/<int:pk>/stap/", publishing.step, name="piece_step"),
    path("redactie/stuk/<int:pk>/publiceren/", publishing.publish, name="publish_piece"),
    path("redactie/stuk/<int:pk>/intrekken/", publishing.withdraw, name="withdraw_piece"),
    path("redactie/stuk/<int:pk>/inzage/", preview_links.peeks, name="peeks"),
    path("redactie/stuk/<int:pk>/conclusies/", conclusions.conclusions, name="conclusions"),
    path("redactie/dossiers/", dossiers.index, name="dossier_desk"),
    path("redactie/dossiers/nieuw/", dossiers.add, name="add_dossier"),
    path("redactie/dossiers/<int:pk>/", dossiers.edit, name="edit_dossier"),
    path("redactie/dossiers/<int:pk>/tonen/", dossiers.show, name="show_dossier"),
    path("redactie/dossiers/<int:pk>/stuk/", dossiers.piece, name="dossier_piece"),
    path("redactie/beeld/", images.add_image, name="add_image"),
    path("redactie/beeld/eerder/", images.earlier_images, name="earlier_images"),
    path("redactie/stuk/<int:pk>/beeld/", images.main_image, name="main_image"),
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

# Addresses without a language: what is there has one of its own.
file_urlpatterns = [
    path("bijlage/<uuid:key>.<slug:extension>", attachments.download, name="attachment"),
]
