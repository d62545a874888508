"""What this room writes on the trace."""

PERSON_KNOWN = "person.known"
ROLE_GRANTED = "role.granted"
ROLE_ENDED = "role.ended"
CONSENT_CHANGED = "consent.changed"
PREFERENCE_SET = "preference.set"
EQUALITY_STORED = "equality.stored"
EQUALITY_READ = "equality.read"
