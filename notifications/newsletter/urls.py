from django.urls import path

from notifications.newsletter import desk, views

urlpatterns = [
    path("nieuwsbrief/", views.newsletter, name="newsletter"),
    path("nieuwsbrief/<int:number>/", views.issue, name="newsletter_issue"),
    path("nieuwsbrief/ja/<str:token>/", views.confirm, name="newsletter_confirm"),
    path("moderatie/nieuwsbrief/", desk.coming, name="newsletter_desk"),
]
