from django.urls import path

from newsletter.views import desk, public

urlpatterns = [
    path("nieuwsbrief/", public.newsletter_page, name="newsletter"),
    path("nieuwsbrief/<int:number>/", public.newsletter_issue, name="newsletter_issue"),
    path("nieuwsbrief/ja/<str:token>/", public.newsletter_confirmation, name="newsletter_confirm"),
    path("moderatie/nieuwsbrief/", desk.newsletter_desk, name="newsletter_desk"),
]
