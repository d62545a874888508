"""The names of this room's trace entries. What concerns a payment is written without the person's id."""

RATES_IMPORTED, RULES_IMPORTED = "payment_rates.imported", "payment_rules.imported"
RATE_SET, LIMIT_SET = "rate.set", "limit.set"
OPPORTUNITY_OPENED, OPPORTUNITY_CLOSED = "opportunity.opened", "opportunity.closed"
BOOKED, LEFT = "place.booked", "place.left"
OFFER_MADE, OFFER_ANSWERED = "offer.made", "offer.answered"
ATTENDANCE_SAVED = "attendance.saved"
CLAIM_RAISED, CLAIM_SENT, CLAIM_RETURNED = "claim.raised", "claim.sent", "claim.returned"
CLAIM_APPROVED, PAY_FILE_MADE, PAID = "claim.approved", "pay_file.made", "pay_file.paid"
BUDGET_SET, ACCESS_ASKED, ACCESS_BOOKED = "access_budget.set", "access.asked", "access.booked"
PAYEE = "payee"  # stands for the person, so that the open ledger does not say who was paid
