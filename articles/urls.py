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
    path("redactie/", desk.writing_desk, name="writing_desk"),
    path("redactie/begin/", desk.new_article, name="begin_piece"),
    path("redactie/stuk/<int:pk>/", text.article_editor, name="write"),
    path("redactie/stuk/<int:pk>/bewaren/", text.autosave_draft, name="autosave"),
    path("redactie/stuk/<int:pk>/hier/", text.editor_presence, name="present"),
    path("redactie/stuk/<int:pk>/versies/", versions.article_versions, name="versions"),
    path("redactie/stuk/<int:pk>/versies/<int:number>/", versions.article_version, name="version"),
    path("redactie/stuk/<int:pk>/instellingen/", settings.article_settings, name="piece_settings"),
    path("redactie/stuk/<int:pk>/stap/", publishing.take_article_step, name="piece_step"),
    path(
        "redactie/stuk/<int:pk>/publiceren/", publishing.article_publication, name="publish_piece"
    ),
    path("redactie/stuk/<int:pk>/intrekken/", publishing.article_withdrawal, name="withdraw_piece"),
    path("redactie/stuk/<int:pk>/inzage/", preview_links.preview_links, name="peeks"),
    path("redactie/stuk/<int:pk>/conclusies/", conclusions.edit_conclusions, name="conclusions"),
    path("redactie/dossiers/", dossiers.dossier_desk, name="dossier_desk"),
    path("redactie/dossiers/nieuw/", dossiers.new_dossier, name="add_dossier"),
    path("redactie/dossiers/<int:pk>/", dossiers.edit_dossier, name="edit_dossier"),
    path("redactie/dossiers/<int:pk>/tonen/", dossiers.dossier_visibility, name="show_dossier"),
    path("redactie/dossiers/<int:pk>/stuk/", dossiers.edit_dossier_pieces, name="dossier_piece"),
    path("redactie/beeld/", images.upload_image, name="add_image"),
    path("redactie/beeld/eerder/", images.earlier_images, name="earlier_images"),
    path("redactie/stuk/<int:pk>/beeld/", images.choose_main_image, name="main_image"),
    path("redactie/plakken/", pasting.convert_pasted_html, name="paste"),
    path("redactie/stuk/<int:pk>/bijlage/", attachments.article_attachments, name="attachments"),
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

# URLs without a language prefix: a file has its own language.
file_urlpatterns = [
    path("bijlage/<uuid:key>.<slug:extension>", attachments.download_attachment, name="attachment"),
]
