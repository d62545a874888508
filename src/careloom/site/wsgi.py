"""The web process's way in."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careloom.site.settings")

# What start-up loads stays for good: looking for waste in it costs time now, and again at every later collection.
gc.disable()
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  # read every address now, so that the first reader does not wait for it
gc.freeze()
gc.enable()
