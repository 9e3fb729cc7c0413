from django.urls import path

from house import views

urlpatterns = [
    path("huisregels/", views.rules, name="house_rules"),
    path("moderatie/huis/", views.desk, name="house"),
    path("moderatie/huis/regel/", views.rule, name="add_house_rule"),
    path("moderatie/huis/regel/<int:number>/", views.rule, name="house_rule"),
    path("moderatie/huis/reden/", views.canned, name="add_canned"),
    path("moderatie/huis/reden/<int:pk>/", views.canned, name="canned"),
]
