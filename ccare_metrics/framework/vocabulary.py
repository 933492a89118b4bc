"""The words a programme's files may use where only a few words make sense."""

LANGUAGES = ("en", "fr")

LEVELS = ("output", "outcome", "impact")
INDICATOR_KINDS = ("people", "enterprises", "things", "money", "ratio")
DIRECTIONS = ("higher", "lower")
OVER_TIME = ("sum", "running_total", "snapshot")
ACROSS = ("sum", "ratio", "none")

QUALIFIERS = ("exact", "over", "about", "up_to")
PLAN_PROVENANCES = ("published", "illustrative")
FACT_KINDS = ("actual", "target", "budget", "rate", "ceiling", "count")
FACT_UNITS = ("GBP", "EUR", "percent", "count")

ROLES = ("lead_partner", "partner")
COUNTRIES = ("UK", "FR")
BENEFICIARIES = ("people", "enterprises", "both", "organisations", "not_stated")
DEPTHS = ("full", "medium", "brief")
CALENDARS = ("month", "quarter")
DATE_CLAIMS = ("start", "end")
