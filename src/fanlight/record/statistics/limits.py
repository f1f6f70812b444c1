"""Below what a statistic is not shown; needs no library, so that pages can read it."""

FEWEST_RESIDENTS = 10_000  # below, one death moves a rate by more than any difference that could be meant
FEWEST_DEATHS = 3  # below, a rate's interval spans more than a factor of fifteen: too few to say
