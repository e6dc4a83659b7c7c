"""What the server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.settings")
application = get_wsgi_application()

gc.collect()
gc.freeze()  # what is loaded by now never becomes garbage; without it the worst answer took 59 ms instead of 17
