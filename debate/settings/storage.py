"""The database, the cache, the channel layer and the tasks."""

from debate.settings.environment import VAR_DIR, env

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'weerwoord.sqlite3'}")
}
_database = DATABASES["default"]
# Options in the query string of DATABASE_URL go before the ones chosen here.
_chosen = _database.get("OPTIONS", {})
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        # A transaction takes the write lock when it begins. Taken later, SQLite would refuse at
        # once ("database is locked") instead of waiting.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        **_chosen,
    }
    _database["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    # On ASGI a connection must not outlive its request; the pool keeps the real ones.
    _database["CONN_MAX_AGE"] = 0
    _database["OPTIONS"] = {
        "pool": {
            "min_size": env.int("DATABASE_POOL_MIN", default=1),
            "max_size": env.int("DATABASE_POOL_MAX", default=16),
            "timeout": 30,
        },
        **_chosen,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
# Keeps sites, or test runs, that share one Redis apart.
CACHE_PREFIX = env("CACHE_PREFIX", default="weerwoord")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": CACHE_PREFIX,
        }
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {
                # redis-py 8 closes a listener that is idle for 5 seconds unless told not to.
                "hosts": [{"address": REDIS_URL, "socket_timeout": None}],
                "prefix": CACHE_PREFIX,
            },
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": CACHE_PREFIX,
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels.layers.InMemoryChannelLayer",
            # At the default of 100 a busy layer silently drops messages.
            "CONFIG": {"capacity": 10_000},
        }
    }

# A task that runs for longer is taken for lost, and another worker runs it.
TASK_LOST_SECONDS = env.int("TASK_LOST_SECONDS", default=600)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
