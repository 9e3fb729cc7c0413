from django.urls import path

from bulletins.views import adding, desk, mailing, public

urlpatterns = [
    path("bulletins/", public.bulletin_list, name="bulletins"),
    path("bulletin/<int:number>/", public.bulletin_page, name="bulletin"),
    path("bulletin/<int:number>/pdf/", public.bulletin_pdf, name="bulletin_pdf"),
    path("redactie/bulletins/", desk.bulletin_desk, name="bulletin_desk"),
    path("redactie/bulletins/nieuw/", desk.new_bulletin, name="begin_bulletin"),
    path("redactie/bulletins/<int:pk>/", desk.compose_bulletin, name="compose_bulletin"),
    path("redactie/bulletins/<int:pk>/voorbeeld/", desk.bulletin_preview, name="preview_bulletin"),
    path(
        "redactie/bulletins/<int:pk>/pdf/", desk.bulletin_preview_pdf, name="preview_bulletin_pdf"
    ),
    path("redactie/bulletins/<int:pk>/mailen/", mailing.bulletin_mailing, name="mail_bulletin"),
    path(
        "redactie/bulletins/<int:pk>/stuk/",
        adding.pick_bulletin_article,
        name="add_bulletin_article",
    ),
    path(
        "redactie/bulletins/<int:pk>/reactie/",
        adding.pick_bulletin_reaction,
        name="add_bulletin_reaction",
    ),
    path(
        "redactie/bulletins/<int:pk>/bijdrage/",
        adding.write_bulletin_talk,
        name="add_bulletin_talk",
    ),
    path(
        "redactie/bulletins/<int:pk>/kop/",
        adding.write_bulletin_heading,
        name="add_bulletin_heading",
    ),
    path(
        "redactie/bulletins/<int:pk>/deel/<int:item_pk>/",
        adding.edit_bulletin_item,
        name="bulletin_item",
    ),
]
