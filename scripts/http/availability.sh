#!/usr/bin/env bash
# Availability by window: windows are added, and read back per day as open, free and booked.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
coach=coach-$RUN

say "A coach adds two windows that overlap, and one at night; they merge and are cut at midnight."
call 201 POST /api/providers "{\"id\":\"$coach\",\"firstName\":\"Kim\",\"lastName\":\"Roe\"}"
call 201 POST "/api/providers/$coach/availability" "{\"start\":\"$(day 3)T09:00:00Z\",\"end\":\"$(day 3)T12:00:00Z\"}"
call 201 POST "/api/providers/$coach/availability" "{\"start\":\"$(day 3)T11:00:00Z\",\"end\":\"$(day 3)T14:00:00Z\"}"
call 201 POST "/api/providers/$coach/availability" "{\"start\":\"$(day 3)T22:00:00Z\",\"end\":\"$(day 4)T01:00:00Z\"}"
say "Somebody books an hour of it."
call 201 POST /api/clients "{\"id\":\"ann-$RUN\",\"firstName\":\"Ann\",\"lastName\":\"Bell\"}"
call 201 POST /api/appointments \
  "{\"userId\":\"ann-$RUN\",\"appointmentType\":\"meeting\",\"providerId\":\"$coach\",\"start\":\"$(day 3)T10:00:00Z\",\"minutes\":60}"
call 200 GET "/api/providers/$coach/availability?from=$(day 3)&to=$(day 5)"
expect '"open":[{"start":"09:00","end":"14:00"},{"start":"22:00","end":"24:00"}]'
expect '"free":[{"start":"09:00","end":"10:00"},{"start":"11:00","end":"14:00"},{"start":"22:00","end":"24:00"}]'
expect '"userName":"Ann Bell"'
say "Outside of it nothing can be booked."
call 422 POST /api/appointments \
  "{\"userId\":\"bob-$RUN\",\"appointmentType\":\"meeting\",\"providerId\":\"$coach\",\"start\":\"$(day 3)T14:00:00Z\"}"
say "Closing the day names who is affected; the appointment stays."
call 200 PUT "/api/providers/$coach/hours/dates" "{\"dates\":{\"$(day 3)\":[]}}"
expect "ann-$RUN"
