from django.urls import path

from articles.views import attachments, images

urlpatterns = [
    path("redactie/beeld/", images.add_image, name="add_image"),
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
