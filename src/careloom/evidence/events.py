"""Names of this room's trace entries."""

ADDED = "evidence.added"
CHANGED = "evidence.changed"
IMPORTED = "evidence.imported"
JOINED = "evidence.joined"
PARTED = "evidence.parted"
LINKED = "evidence.linked"
USED = "evidence.used"
WITHDRAWN = "evidence.withdrawn"
RETRACTED = "evidence.retracted"
TOLD = "evidence.user_told"

# Triage: the subject is a question or a judgement.
ASKED = "question.asked"
LOOKED = "evidence.looked"
APPRAISED = "evidence.appraised"
FOUND = "finding.made"
RULES_SIGNED = "triage.rules_signed"
JUDGED = "evidence.judged"
JUDGEMENT_SIGNED = "evidence.judgement_signed"
OVERRULED = "evidence.judgement_overruled"
REOPENED = "evidence.judgement_reopened"

# Gaps: the subject is the gap; each step cites the step before, and `gap.raised` cites the voices' own entries
# (agreed themes, closed meetings, returns) and the judgement. Whoever tells people walks back from any of them.
GAP_RAISED = "gap.raised"
GAP_CHECKED = "gap.checked"
GAP_WRITTEN = "gap.written"
GAP_SENT = "gap.sent"
GAP_ANSWERED = "gap.answered"
GAP_BRIEF = "gap.brief"
GAP_FUNDED = "gap.funded"
GAP_FOUND = "gap.found"
GAP_USED = "gap.used"
GAP_PLANNED = "gap.planned"

# Partners and what they pay for.
PARTNER_KNOWN = "partner.known"
STUDIES_LISTED = "studies.listed"
MATCHED = "study.matched"
SAME_EVIDENCE = "study.evidence_checked"
ACTION_AGREED = "partner.action_agreed"
ACTION_DONE = "partner.action_done"

# Summaries: the subject is the enquiry or the summary.
ENQUIRED = "enquiry.received"
SUMMARY_STARTED = "summary.started"
SUMMARY_CHANGED = "summary.changed"
SUMMARY_PUBLISHED = "summary.published"
SUMMARY_REOPENED = "summary.reopened"

# Agreements with partners, and tables of principles by source.
AGREEMENT_WRITTEN = "agreement.written"
AGREEMENT_COMMENTED = "agreement.commented"
AGREEMENT_APPROVED = "agreement.approved"
FRAMEWORK_STARTED = "framework.started"
FRAMEWORK_CHANGED = "framework.changed"
FRAMEWORK_PUBLISHED = "framework.published"

# People who want to take part in research.
POOL_JOINED = "pool.joined"
POOL_LEFT = "pool.left"
POOL_STEPPED = "pool.stepped"
SCREENING_BEGUN = "evidence.screening_begun"
SCREENING_CHANGED = "evidence.screening_changed"
SCREENING_ENDED = "evidence.screening_ended"
SCREENED = "evidence.screened"
MENDED = "evidence.mended"
