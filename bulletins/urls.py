from django.urls import path

from bulletins.views import adding, desk, mailing, public

urlpatterns = [
    path("bulletins/", public.bulletins, name="bulletins"),
    path("bulletin/<int:number>/", public.bulletin, name="bulletin"),
    path("bulletin/<int:number>/pdf/", public.pdf, name="bulletin_pdf"),
    path("redactie/bulletins/", desk.bulletins, name="bulletin_desk"),
    path("redactie/bulletins/nieuw/", desk.begin, name="begin_bulletin"),
    path("redactie/bulletins/<int:pk>/", desk.compose, name="compose_bulletin"),
    path("redactie/bulletins/<int:pk>/voorbeeld/", desk.preview, name="preview_bulletin"),
    path("redactie/bulletins/<int:pk>/pdf/", desk.pdf, name="preview_bulletin_pdf"),
    path("redactie/bulletins/<int:pk>/mailen/", mailing.mail, name="mail_bulletin"),
    path("redactie/bulletins/<int:pk>/stuk/", adding.article, name="add_bulletin_article"),
    path("redactie/bulletins/<int:pk>/reactie/", adding.reaction, name="add_bulletin_reaction"),
    path("redactie/bulletins/<int:pk>/bijdrage/", adding.talk, name="add_bulletin_talk"),
    path("redactie/bulletins/<int:pk>/kop/", adding.heading, name="add_bulletin_heading"),
    path("redactie/bulletins/<int:pk>/deel/<int:item_pk>/", adding.item, name="bulletin_item"),
]
