"""Which posts hold the power for which acts in which state, at 山阳 with no handler appointed yet."""

FILING = "filing_clerk filing_judge"
FILING_JUDGE = "filing_judge"
CHIEF = "bureau_chief"
PRESIDENT = "president"
COMMAND = "bureau_chief command_staff"
STAFF = "command_staff"
JUDGES = "enforcement_judge enforcement_judge_2"
JUDGES_AND_CHIEF = "bureau_chief enforcement_judge enforcement_judge_2"
CONDUCT = "enforcement_clerk enforcement_judge enforcement_judge_2"
CONDUCT_AND_CHIEF = "bureau_chief enforcement_clerk enforcement_judge enforcement_judge_2"
REVIEWER = "objection_judge"
BANKRUPTCY_JUDGE = "bankruptcy_judge"
ENFORCEMENT_SIDE = "bureau_chief command_staff enforcement_clerk enforcement_judge enforcement_judge_2"
FINDERS = f"{ENFORCEMENT_SIDE} {FILING} trial_clerk trial_judge trial_judge_2"
CONSULTANTS = f"{BANKRUPTCY_JUDGE} {ENFORCEMENT_SIDE}"
REGISTRARS = f"{BANKRUPTCY_JUDGE} {ENFORCEMENT_SIDE} {FILING}"
RETURNERS = "bankruptcy_judge bureau_chief enforcement_judge enforcement_judge_2 filing_clerk filing_judge"

# The department that holds the proceeding in a state, where it is not the enforcement bureau.
EXECUTION_UNITS = {
    "revival_received": "filing",
    "clue_check": "enforcement",
    "signed": "filing",
    "filed": "filing",
    "at_command": "command",
}
EXECUTION: dict[str, dict[str, str]] = {
    "revival_received": {
        "forward_revival": FILING,
    },
    "clue_check": {
        "verify_clue": CONDUCT_AND_CHIEF,
    },
    "awaiting_signature": {
        "refuse_revival": CHIEF,
        "sign_revival": CHIEF,
    },
    "signed": {
        "file_revival": FILING,
    },
    "revival_refused": {},
    "filed": {
        "control_first": FILING,
        "extend_limit": PRESIDENT,
        "hand_to_command": FILING,
        "review_measures": COMMAND,
    },
    "at_command": {
        "confirm": STAFF,
        "control_again": STAFF,
        "extend_limit": PRESIDENT,
        "pay": STAFF,
        "review_measures": COMMAND,
    },
    "to_assign": {
        "assign_owner": COMMAND,
        "confirm": CONDUCT_AND_CHIEF,
        "extend_limit": PRESIDENT,
        "pay": CONDUCT_AND_CHIEF,
        "review_measures": COMMAND,
        "terminate": JUDGES,
    },
    "under_way": {
        "announce": JUDGES,
        "complete": JUDGES_AND_CHIEF,
        "confirm": CONDUCT_AND_CHIEF,
        "extend_limit": PRESIDENT,
        "find_bankruptcy_lead": CONDUCT_AND_CHIEF,
        "issue_notice": CONDUCT,
        "lift_measure": JUDGES_AND_CHIEF,
        "notify_debtor": CONDUCT,
        "pay": CONDUCT_AND_CHIEF,
        "reassign": COMMAND,
        "report_offline": CONDUCT,
        "restrict": COMMAND,
        "review_measures": COMMAND,
        "rule_on_stay": JUDGES,
        "settle": JUDGES,
        "suspend": JUDGES,
        "take_asset": JUDGES,
        "terminate": JUDGES,
        "terminate_this_time": JUDGES,
    },
    "settled": {
        "announce": JUDGES,
        "complete": JUDGES_AND_CHIEF,
        "confirm": CONDUCT_AND_CHIEF,
        "extend_limit": PRESIDENT,
        "find_bankruptcy_lead": CONDUCT_AND_CHIEF,
        "issue_notice": CONDUCT,
        "lift_measure": JUDGES_AND_CHIEF,
        "notify_debtor": CONDUCT,
        "pay": CONDUCT_AND_CHIEF,
        "reassign": COMMAND,
        "resume": JUDGES,
        "review_measures": COMMAND,
        "terminate": JUDGES,
        "visit_settlement": CONDUCT,
    },
    "suspended": {
        "announce": JUDGES,
        "complete": JUDGES_AND_CHIEF,
        "confirm": CONDUCT_AND_CHIEF,
        "extend_limit": PRESIDENT,
        "find_bankruptcy_lead": CONDUCT_AND_CHIEF,
        "issue_notice": CONDUCT,
        "lift_measure": JUDGES_AND_CHIEF,
        "notify_debtor": CONDUCT,
        "pay": CONDUCT_AND_CHIEF,
        "reassign": COMMAND,
        "resume": JUDGES,
        "review_measures": COMMAND,
        "terminate": JUDGES,
    },
    "bankruptcy": {
        "confirm": CONDUCT_AND_CHIEF,
        "extend_limit": PRESIDENT,
        "lift_measure": JUDGES_AND_CHIEF,
        "pay": CONDUCT_AND_CHIEF,
        "terminate": JUDGES,
    },
    "closing_proposed": {
        "announce": JUDGES,
        "approve_closing": PRESIDENT,
        "complete": JUDGES_AND_CHIEF,
        "confirm": CONDUCT_AND_CHIEF,
        "extend_limit": PRESIDENT,
        "lift_measure": JUDGES_AND_CHIEF,
        "pay": CONDUCT_AND_CHIEF,
        "reassign": COMMAND,
        "return_closing": PRESIDENT,
        "review_measures": COMMAND,
    },
    "terminated_this_time": {
        "apply_revival": FILING,
        "complete": JUDGES_AND_CHIEF,
        "confirm": CONDUCT_AND_CHIEF,
        "find_bankruptcy_lead": CONDUCT_AND_CHIEF,
        "lift_measure": JUDGES_AND_CHIEF,
        "pay": CONDUCT_AND_CHIEF,
        "requery": CONDUCT_AND_CHIEF,
        "take_up_clue": COMMAND,
    },
    "completed": {
        "lift_measure": JUDGES_AND_CHIEF,
    },
    "terminated": {
        "lift_measure": JUDGES_AND_CHIEF,
    },
}
# The department that holds the proceeding in a state, where it is not the enforcement bureau.
OBJECTION_UNITS = {
    "at_filing": "filing",
    "under_review": "objection",
    "refused": "filing",
    "upheld": "objection",
    "dismissed": "objection",
}
OBJECTION: dict[str, dict[str, str]] = {
    "front_stage": {
        "explain": CONDUCT_AND_CHIEF,
        "insist": CONDUCT_AND_CHIEF,
        "self_correct": JUDGES_AND_CHIEF,
        "withdraw": CONDUCT_AND_CHIEF,
    },
    "at_filing": {
        "file": FILING,
        "refuse_filing": FILING_JUDGE,
        "withdraw": FILING,
    },
    "under_review": {
        "decide": REVIEWER,
        "notify_parties": REVIEWER,
        "withdraw": REVIEWER,
    },
    "corrected": {},
    "withdrawn": {},
    "refused": {
        "contest": FILING,
        "serve_ruling": FILING,
    },
    "upheld": {
        "contest": REVIEWER,
        "serve_ruling": REVIEWER,
    },
    "dismissed": {
        "contest": REVIEWER,
        "serve_ruling": REVIEWER,
    },
}
# The department that holds the proceeding in a state, where it is not the enforcement bureau.
BANKRUPTCY_UNITS = {
    "notified": "filing",
    "dismissed": "filing",
    "declined": "filing",
    "under_review": "bankruptcy",
    "accepted": "bankruptcy",
    "declared": "bankruptcy",
    "refused": "bankruptcy",
    "concluded": "bankruptcy",
}
BANKRUPTCY: dict[str, dict[str, str]] = {
    "notified": {
        "close_lead": FINDERS,
        "consult": CONSULTANTS,
        "dismiss_lead": FINDERS,
        "petition": FILING,
        "propose_transfer": JUDGES_AND_CHIEF,
        "record_answer": FINDERS,
    },
    "dismissed": {},
    "declined": {},
    "proposed": {
        "return_proposal": PRESIDENT,
        "sign_transfer": PRESIDENT,
    },
    "decided": {
        "serve_decision": ENFORCEMENT_SIDE,
        "transfer": JUDGES_AND_CHIEF,
    },
    "transferred": {
        "register": REGISTRARS,
        "serve_decision": ENFORCEMENT_SIDE,
    },
    "under_review": {
        "accept": BANKRUPTCY_JUDGE,
        "object": BANKRUPTCY_JUDGE,
        "refuse": BANKRUPTCY_JUDGE,
        "tell_debtor": BANKRUPTCY_JUDGE,
    },
    "accepted": {
        "conclude": BANKRUPTCY_JUDGE,
        "declare": BANKRUPTCY_JUDGE,
        "hand_over_assets": JUDGES_AND_CHIEF,
        "refuse": BANKRUPTCY_JUDGE,
    },
    "declared": {},
    "refused": {
        "return_file": RETURNERS,
    },
    "concluded": {},
}

URGING_UNITS = {"received": "centre", "registered": "filing"}
CENTRE = "centre_head centre_staff centre_staff_2"
UNDER_WAY = dict.fromkeys(
    ("break_off", "complete", "confirm", "overtake", "pay", "refuse", "revoke", "serve_notice"), CONDUCT
)
URGING: dict[str, dict[str, str]] = {
    "received": {"overtake": CENTRE, "register": CENTRE},
    "registered": {"hand_over": FILING, "refuse": FILING},
    "handed_over": {"accept": CONDUCT, "refuse": CONDUCT},
    "urging": UNDER_WAY | {"settle": CONDUCT},
    "settled": UNDER_WAY | {"default": CONDUCT, "visit": CONDUCT},
    "unperformed": {"inform_creditor": CONDUCT, "notify_filing": CONDUCT},
    "performed": {"archive": CONDUCT, "issue_certificate": CONDUCT},
    "returned": {},
    "archived": {"issue_certificate": CONDUCT},
}

FINANCE = "finance_officer"
# Whoever the money lies with, leaders may approve; which of them answers for the unit is asked when they do.
APPROVERS = "bureau_chief division_head vice_president"
REGISTRARS_OF_FEES = "filing_clerk filing_judge trial_clerk trial_judge trial_judge_2"
DEFERRAL = {"defer": APPROVERS, "resume_payout": APPROVERS}
MONEY: dict[str, dict[str, str]] = {
    "received": {"notify_handler": FINANCE, "reverse": FINANCE},
    "notified": DEFERRAL | {"propose": CONDUCT, "reverse": FINANCE},
    "proposed": DEFERRAL | {"approve": APPROVERS, "return_plan": APPROVERS},
    "approved": DEFERRAL
    | dict.fromkeys(("object_to_plan", "revise_plan", "serve_plan", "settle_objection"), CONDUCT)
    | {"complete_formalities": FINANCE},
    "ready": DEFERRAL | {"pay_out": FINANCE},
    "paid": {"take_back": FINANCE},
    "reversed": {},
    "fee_due": {
        "drop_refund": "filing_clerk filing_judge trial_clerk trial_judge trial_judge_2",
        "refund_fee": FINANCE,
    },
    "fee_refunded": {},
}
