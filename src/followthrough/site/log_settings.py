"""How the site logs: one line an event, as JSON."""

from typing import Any

import structlog

LOG_STEPS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
]
structlog.configure(
    processors=[*LOG_STEPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": LOG_STEPS,
        }
    },
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["errors"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["errors"], "level": "INFO", "propagate": False},
        "waitress.queue": {"level": "ERROR"},  # that all threads are at work for a moment is no news
        "django_tasks": {"level": "WARNING"},  # a line for each beginning and end of a job says nothing
        "django_tasks_db": {"level": "WARNING"},
    },
}
