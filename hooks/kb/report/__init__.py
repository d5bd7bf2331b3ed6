"""The state of every page: until when it holds, whether it is translated, how it reads."""

from kb.report.pages import PageState, Report, Totals, report

__all__ = ["PageState", "Report", "Totals", "report"]
