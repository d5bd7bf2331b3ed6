"""The state of every page: when it is due for review, whether it is translated, how it reads."""

from kb.report.pages import PageState, Report, report

__all__ = ["PageState", "Report", "report"]
