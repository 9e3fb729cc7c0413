"""The addresses for the reports of services that send mail; there only where a secret is set.

Whoever includes these begins to listen: see notifications/views/webhook.py.
"""

from anymail.urls import urlpatterns as every_service

from notifications.views import webhook

__all__ = ["urlpatterns", "webhook"]

# Only what they report of our own mail: nothing is received here.
urlpatterns = [one for one in every_service if "inbound" not in str(one.pattern)]
