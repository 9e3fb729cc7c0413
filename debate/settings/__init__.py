"""Every setting of the site. Each comes from the environment and has a default that works.

`.env.example` lists them all. With no environment at all the site runs in one process on SQLite;
DATABASE_URL and REDIS_URL move the same code to PostgreSQL and Redis.
"""

from debate.settings.accounts import *
from debate.settings.comments import *
from debate.settings.files import *
from debate.settings.mail import *
from debate.settings.privacy import *
from debate.settings.security import *
from debate.settings.site import *
from debate.settings.storage import *
