from django.urls import path

from house.views import roles, rules

urlpatterns = [
    path("huisregels/", rules.rules, name="house_rules"),
    path("moderatie/huis/", rules.desk, name="house"),
    path("moderatie/huis/regel/", rules.rule, name="add_house_rule"),
    path("moderatie/huis/regel/<int:number>/", rules.rule, name="house_rule"),
    path("moderatie/huis/reden/", rules.canned, name="add_canned"),
    path("moderatie/huis/reden/<int:pk>/", rules.canned, name="canned"),
    path("beheer/rollen/", roles.members, name="roles"),
    path("beheer/rollen/<int:pk>/", roles.member, name="member_roles"),
]
