"""The addresses that the page names."""

from django.urls import path

from bench.django_site.views import elsewhere, list_cases

urlpatterns = [
    path("saker", list_cases, name="list_cases"),
    path("", elsewhere, name="work"),
    path("saker/ny", elsewhere, name="register_application"),
    path("saker/<int:case_id>", elsewhere, name="show_case"),
    path("arrangementer", elsewhere, name="list_events"),
    path("arrangementer/kalender", elsewhere, name="show_calendar"),
    path("kontrolliste", elsewhere, name="show_list"),
    path("nasjonalt-register", elsewhere, name="list_tasks"),
    path("bevillinger", elsewhere, name="list_licences"),
    path("steder", elsewhere, name="list_venues"),
    path("bevillingshavere", elsewhere, name="list_holders"),
    path("bytt-kommune", elsewhere, name="switch_municipality"),
    path("logg-ut", elsewhere, name="sign_out"),
    path("sok", elsewhere, name="find"),
]
