"""Settings of the tests: Tandem's own, in a data folder of their own, with fast passwords."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="tandem-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["TANDEM_DATA"] = _folder
os.environ.setdefault("TANDEM_DATABASE_URL", os.environ.get("TANDEM_TEST_DATABASE_URL", ""))

from tandem.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False

if DATABASES["default"]["ENGINE"] == "tandem.sqlite":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405

TANDEM_JOB_BEAT = 60.0  # no thread writes beside a test
WHITENOISE_AUTOREFRESH = True
