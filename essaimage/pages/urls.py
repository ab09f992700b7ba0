"""Pages that join apps, and those of the site itself."""

from django.urls import path

from . import about, contact, glossary, home, news, resources, rurality

app_name = "pages"

urlpatterns = [
    path("", home.home, name="home"),
    path("ruralite/", rurality.rurality, name="rurality"),
    path("glossaire/", glossary.glossary, name="glossary"),
    path("ressources/", resources.resources, name="resources"),
    path("nouveautes/", news.news, name="news"),
    path("a-propos/", about.about, name="about"),
    path("contact/", contact.contact, name="contact"),
    path("contact/merci/", contact.thanks, name="contact-thanks"),
    path("mentions-legales/", about.legal, name="legal"),
    path("accessibilite/", about.accessibility, name="accessibility"),
    path("robots.txt", about.robots, name="robots"),
]
