"""What the server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from tandem.faces.web.prefix import below

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.settings")
handler = get_wsgi_application()
application = below(handler)

gc.collect()
gc.freeze()  # what is loaded by now never becomes garbage; without it the worst answer took 59 ms instead of 17
