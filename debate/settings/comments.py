"""The debate: who may react, and what is held."""

from debate.settings.environment import env

# hold_all, first_time (hold until a writer has an approved reaction) or publish; or per article.
COMMENTS_POLICY = env("COMMENTS_POLICY", default="first_time")
# confirm (a mail first), hold (the moderator judges unconfirmed guests) or members (no guests).
COMMENTS_GUESTS = env("COMMENTS_GUESTS", default="confirm")
COMMENTS_MAX_LINKS = env.int("COMMENTS_MAX_LINKS", default=2)
# A guest's reaction sent within so many seconds of opening the form is held; 0 holds none.
COMMENTS_FASTEST = env.int("COMMENTS_FASTEST", default=2)
# More in a minute by one writer, or twice as many from one network, hold a reaction.
COMMENTS_MOST_A_MINUTE = env.int("COMMENTS_MOST_A_MINUTE", default=3)
# How certain the learned rule must be, in per cent, before it holds a reaction.
COMMENTS_LEARNED_CERTAINTY = env.int("COMMENTS_LEARNED_CERTAINTY", default=80)
# More reactions by guests than this within so many minutes, anywhere on the site, are a flood:
# from then on their browsers are asked for a proof of work. It can also be switched at the desk.
COMMENTS_FLOOD_GUESTS = env.int("COMMENTS_FLOOD_GUESTS", default=30)
COMMENTS_FLOOD_MINUTES = env.int("COMMENTS_FLOOD_MINUTES", default=5)
# How many times, at least and at most, a browser must try; each try is so many rounds of PBKDF2.
PROOF_TRIES = (env.int("PROOF_TRIES_MIN", default=300), env.int("PROOF_TRIES_MAX", default=600))
PROOF_ROUNDS = env.int("PROOF_ROUNDS", default=1000)
COMMENTS_EDIT_MINUTES = env.int("COMMENTS_EDIT_MINUTES", default=15)
COMMENTS_CONFIRM_HOURS = env.int("COMMENTS_CONFIRM_HOURS", default=48)
COMMENTS_PAGE_SIZE = env.int("COMMENTS_PAGE_SIZE", default=50)
