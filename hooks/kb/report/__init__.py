"""The state of every page: when it is due for review, whether it is translated, how it reads."""

from kb.report.pages import MOST_MONTHS, PageState, Report, Totals, report

__all__ = ["MOST_MONTHS", "PageState", "Report", "Totals", "report"]
