"""Bounds, levels and digits that pages and downloads name too; needs no library, so that serving needs none."""

FEWEST_RESIDENTS = 10_000  # below, one death moves a rate by more than any difference that could be meant
FEWEST_DEATHS = 3  # below, a rate's interval spans more than a factor of fifteen: too few to say
LEVEL = 0.95  # of every interval
FUNNEL = (0.95, 0.998)  # a funnel's usual two: Spiegelhalter (2005)
DIGITS = 6  # of a share in a download
COUNT_DIGITS = 3  # of a count that has parts
