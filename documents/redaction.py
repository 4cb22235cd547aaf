"""What a paper must not give away: blind letters inside the court (山阳第二十条, Q37).

A blind paper is drawn up without the things it may not say, so that neither its file nor its frozen facts, its number,
its metadata or the page that verifies it can tell them.
"""

from typing import cast

from .snapshots import Envelope

NO_COURT = {"name": "", "code": "", "address": "", "phone": ""}
NO_UNIT = {"name": "", "address": "", "phone": "", "hours": ""}
SILENT = ("case_title", "case_number", "cause", "matter")  # of the suit; the neutral matter has a number of its own


def blinded(whole: Envelope) -> Envelope:
    """The envelope of a paper that names neither court nor judge, neither case nor anybody of it."""
    kept = dict(whole) | dict.fromkeys(SILENT, "") | {
        "court": dict(NO_COURT), "unit": dict(NO_UNIT), "addressee": None, "signers": [], "under": [], "wording": {},
    }  # fmt: skip
    return cast(Envelope, kept)
