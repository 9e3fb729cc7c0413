from django.urls import path

from articles.views import desk, peeks, settings, stages, text, versions

urlpatterns = [
    path("", desk.pieces, name="writing_desk"),
    path("begin/", desk.begin, name="begin_piece"),
    path("stuk/<int:pk>/", text.write, name="write"),
    path("stuk/<int:pk>/bewaren/", text.autosave, name="autosave"),
    path("stuk/<int:pk>/hier/", text.present, name="present"),
    path("stuk/<int:pk>/versies/", versions.versions, name="versions"),
    path("stuk/<int:pk>/versies/<int:number>/", versions.version, name="version"),
    path("stuk/<int:pk>/instellingen/", settings.settings, name="piece_settings"),
    path("stuk/<int:pk>/stap/", stages.step, name="piece_step"),
    path("stuk/<int:pk>/publiceren/", stages.publish, name="publish_piece"),
    path("stuk/<int:pk>/intrekken/", stages.withdraw, name="withdraw_piece"),
    path("stuk/<int:pk>/inzage/", peeks.peeks, name="peeks"),
]
