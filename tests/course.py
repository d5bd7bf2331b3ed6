"""The plan of a course over the small library."""

PLAN = """id: kurs
title:
  ru: Как просить & отвечать
  en: How to ask
pages:
  - G01
  - R01
  - C01
quiz: Q01
mastery: 60
"""
