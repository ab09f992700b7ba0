"""Sets the test profile before Django reads its settings (loaded by pytest, see pyproject.toml)."""

import os

os.environ["ESSAIMAGE_PROFILE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "essaimage.settings"
