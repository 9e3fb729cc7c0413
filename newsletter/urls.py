from django.urls import path

from newsletter.views import (
    desk,
    public,
)

urlpatterns = [
    path("nieuwsbrief/", public.newsletter, name="newsletter"),
    path("nieuwsbrief/<int:number>/", public.issue, name="newsletter_issue"),
    path("nieuwsbrief/ja/<str:token>/", public.confirm, name="newsletter_confirm"),
    path("moderatie/nieuwsbrief/", desk.coming, name="newsletter_desk"),
]
