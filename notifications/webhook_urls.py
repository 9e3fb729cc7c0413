"""The URLs for the reports of mail services; included only where a secret is set.

Importing this module connects the signal receiver in notifications/views/webhook.py.
"""

from anymail.urls import urlpatterns as every_service

from notifications.views import webhook

__all__ = ["urlpatterns", "webhook"]

# Tracking reports only: this site receives no mail.
urlpatterns = [one for one in every_service if "inbound" not in str(one.pattern)]
