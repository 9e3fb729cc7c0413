"""A real OpenID Connect provider in a process of its own: django-allauth's, with its own people."""
