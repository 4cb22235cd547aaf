"""Examples are judged by their result, not by how long a busy machine takes for one."""

from hypothesis import settings

settings.register_profile("courtflow", deadline=None)
settings.load_profile("courtflow")
