"""What every test stands on: a screen in memory for Qt, and how hard hypothesis searches."""

import os

from hypothesis import settings

# Before Qt is imported anywhere; a wish of the caller (such as xcb under Xvfb) is kept.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# "ci" finds the same thing on every run and every machine; "thorough" is for searching by hand:
# HYPOTHESIS_PROFILE=thorough make test
settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
