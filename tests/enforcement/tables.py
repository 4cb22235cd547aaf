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
ENTRUSTERS = "bureau_chief command_staff enforcement_judge enforcement_judge_2"
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
    "revival_refused": {
        "answer_official": JUDGES_AND_CHIEF,
        "contest_sanction": CONDUCT,
        "serve_sanction": CONDUCT,
    },
    "filed": {
        "control_first": FILING,
        "extend_limit": PRESIDENT,
        "hand_to_command": FILING,
        "review_measures": COMMAND,
    },
    "at_command": {
        "answer_official": STAFF,
        "confirm": STAFF,
        "control_again": STAFF,
        "extend_limit": PRESIDENT,
        "pay": STAFF,
        "review_measures": COMMAND,
    },
    "to_assign": {
        "answer_official": JUDGES_AND_CHIEF,
        "assign_owner": COMMAND,
        "confirm": CONDUCT_AND_CHIEF,
        "contest_sanction": CONDUCT,
        "extend_limit": PRESIDENT,
        "pay": CONDUCT_AND_CHIEF,
        "review_measures": COMMAND,
        "serve_sanction": CONDUCT,
        "terminate": JUDGES,
    },
    "under_way": {
        "acknowledge_entrusted": ENFORCEMENT_SIDE,
        "announce": JUDGES,
        "answer_official": JUDGES_AND_CHIEF,
        "complete": JUDGES_AND_CHIEF,
        "confirm": CONDUCT_AND_CHIEF,
        "contest_sanction": CONDUCT,
        "decide_on_trip": CHIEF,
        "entrust": ENTRUSTERS,
        "extend_limit": PRESIDENT,
        "find_bankruptcy_lead": CONDUCT_AND_CHIEF,
        "issue_notice": CONDUCT,
        "lift_measure": JUDGES_AND_CHIEF,
        "notify_debtor": CONDUCT,
        "pay": CONDUCT_AND_CHIEF,
        "penalise": JUDGES,
        "propose_trip": CONDUCT,
        "reassign": COMMAND,
        "record_trip": CONDUCT,
        "refer_official": JUDGES,
        "report_official": JUDGES,
        "report_offline": CONDUCT,
        "restrict": COMMAND,
        "return_entrusted": ENFORCEMENT_SIDE,
        "review_measures": COMMAND,
        "rule_on_stay": JUDGES,
        "serve_sanction": CONDUCT,
        "settle": JUDGES,
        "suspend": JUDGES,
        "take_asset": JUDGES,
        "terminate": JUDGES,
        "terminate_this_time": JUDGES,
    },
    "settled": {
        "acknowledge_entrusted": ENFORCEMENT_SIDE,
        "announce": JUDGES,
        "answer_official": JUDGES_AND_CHIEF,
        "complete": JUDGES_AND_CHIEF,
        "confirm": CONDUCT_AND_CHIEF,
        "contest_sanction": CONDUCT,
        "decide_on_trip": CHIEF,
        "entrust": ENTRUSTERS,
        "extend_limit": PRESIDENT,
        "find_bankruptcy_lead": CONDUCT_AND_CHIEF,
        "issue_notice": CONDUCT,
        "lift_measure": JUDGES_AND_CHIEF,
        "notify_debtor": CONDUCT,
        "pay": CONDUCT_AND_CHIEF,
        "penalise": JUDGES,
        "propose_trip": CONDUCT,
        "reassign": COMMAND,
        "record_trip": CONDUCT,
        "refer_official": JUDGES,
        "report_official": JUDGES,
        "resume": JUDGES,
        "return_entrusted": ENFORCEMENT_SIDE,
        "review_measures": COMMAND,
        "serve_sanction": CONDUCT,
        "terminate": JUDGES,
        "visit_settlement": CONDUCT,
    },
    "suspended": {
        "acknowledge_entrusted": ENFORCEMENT_SIDE,
        "announce": JUDGES,
        "answer_official": JUDGES_AND_CHIEF,
        "complete": JUDGES_AND_CHIEF,
        "confirm": CONDUCT_AND_CHIEF,
        "contest_sanction": CONDUCT,
        "decide_on_trip": CHIEF,
        "entrust": ENTRUSTERS,
        "extend_limit": PRESIDENT,
        "find_bankruptcy_lead": CONDUCT_AND_CHIEF,
        "issue_notice": CONDUCT,
        "lift_measure": JUDGES_AND_CHIEF,
        "notify_debtor": CONDUCT,
        "pay": CONDUCT_AND_CHIEF,
        "penalise": JUDGES,
        "propose_trip": CONDUCT,
        "reassign": COMMAND,
        "record_trip": CONDUCT,
        "refer_official": JUDGES,
        "report_official": JUDGES,
        "resume": JUDGES,
        "return_entrusted": ENFORCEMENT_SIDE,
        "review_measures": COMMAND,
        "serve_sanction": CONDUCT,
        "terminate": JUDGES,
    },
    "bankruptcy": {
        "answer_official": JUDGES_AND_CHIEF,
        "confirm": CONDUCT_AND_CHIEF,
        "contest_sanction": CONDUCT,
        "extend_limit": PRESIDENT,
        "lift_measure": JUDGES_AND_CHIEF,
        "pay": CONDUCT_AND_CHIEF,
        "serve_sanction": CONDUCT,
        "terminate": JUDGES,
    },
    "closing_proposed": {
        "announce": JUDGES,
        "answer_official": JUDGES_AND_CHIEF,
        "approve_closing": PRESIDENT,
        "complete": JUDGES_AND_CHIEF,
        "confirm": CONDUCT_AND_CHIEF,
        "contest_sanction": CONDUCT,
        "extend_limit": PRESIDENT,
        "lift_measure": JUDGES_AND_CHIEF,
        "pay": CONDUCT_AND_CHIEF,
        "penalise": JUDGES,
        "reassign": COMMAND,
        "refer_official": JUDGES,
        "report_official": JUDGES,
        "return_closing": PRESIDENT,
        "review_measures": COMMAND,
        "serve_sanction": CONDUCT,
    },
    "terminated_this_time": {
        "answer_official": JUDGES_AND_CHIEF,
        "apply_revival": FILING,
        "complete": JUDGES_AND_CHIEF,
        "confirm": CONDUCT_AND_CHIEF,
        "contest_sanction": CONDUCT,
        "find_bankruptcy_lead": CONDUCT_AND_CHIEF,
        "lift_measure": JUDGES_AND_CHIEF,
        "pay": CONDUCT_AND_CHIEF,
        "refer_official": JUDGES,
        "report_official": JUDGES,
        "requery": CONDUCT_AND_CHIEF,
        "serve_sanction": CONDUCT,
        "take_up_clue": COMMAND,
    },
    "completed": {
        "answer_official": JUDGES_AND_CHIEF,
        "contest_sanction": CONDUCT,
        "lift_measure": JUDGES_AND_CHIEF,
        "serve_sanction": CONDUCT,
    },
    "terminated": {
        "answer_official": JUDGES_AND_CHIEF,
        "contest_sanction": CONDUCT,
        "lift_measure": JUDGES_AND_CHIEF,
        "serve_sanction": CONDUCT,
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
        "contest_sanction": REVIEWER,
        "decide": REVIEWER,
        "notify_parties": REVIEWER,
        "penalise": REVIEWER,
        "serve_sanction": REVIEWER,
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
        "contest_sanction": REVIEWER,
        "penalise": REVIEWER,
        "serve_ruling": REVIEWER,
        "serve_sanction": REVIEWER,
    },
    "dismissed": {
        "contest": REVIEWER,
        "contest_sanction": REVIEWER,
        "penalise": REVIEWER,
        "serve_ruling": REVIEWER,
        "serve_sanction": REVIEWER,
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

SUBSTITUTION_UNITS = dict.fromkeys(("under_review", "granted", "refused", "withdrawn"), "objection")
SUBSTITUTION: dict[str, dict[str, str]] = {
    "under_review": {
        "decide": REVIEWER,
        "extend_review": PRESIDENT,
        "withdraw": REVIEWER,
    },
    "granted": {
        "contest": REVIEWER,
        "serve_ruling": REVIEWER,
    },
    "refused": {
        "contest": REVIEWER,
        "serve_ruling": REVIEWER,
    },
    "withdrawn": {},
}
