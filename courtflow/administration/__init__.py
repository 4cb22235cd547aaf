"""The administrators' pages: courts, people, rules and wording may be changed, states and history only read.

They stand here and not in each app because they join the history, the courts and the rules, which may not know of each
other.
"""
