#!/usr/bin/env bash
# Consultations: quarter hours with a provider, a day ahead, held for half an hour until confirmed.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
dr=dr-$RUN

say "A doctor registers and says when she is there."
call 201 POST /api/providers "{\"id\":\"$dr\",\"firstName\":\"Ada\",\"lastName\":\"Lee\",\"timeZone\":\"Europe/Berlin\"}"
call 200 PUT "/api/providers/$dr/hours/dates" \
  "{\"dates\":{\"$(day 5)\":[{\"start\":\"09:00\",\"end\":\"12:00\"}],\"$(day 6)\":[{\"start\":\"14:00\",\"end\":\"15:00\"}]}}"
say "What can be booked, and the first of it held."
call 200 GET "/api/slots?appointmentType=consultation&provider=$dr&from=$(day 5)&to=$(day 7)"
start=$(first start)
call 201 POST /api/appointments "{\"userId\":\"ann-$RUN\",\"appointmentType\":\"consultation\",\"providerId\":\"$dr\",\"start\":\"$start\"}"
expect '"status":"held"'
id=$(first id)
say "Nobody else gets it meanwhile; they are told what is near."
call 409 POST /api/appointments "{\"userId\":\"bob-$RUN\",\"appointmentType\":\"consultation\",\"providerId\":\"$dr\",\"start\":\"$start\"}"
expect alternatives
say "Ann confirms; twice is once."
call 200 POST "/api/appointments/$id/confirm"
call 200 POST "/api/appointments/$id/confirm"
say "In an hour is too soon."
call 200 GET "/api/slots/explain?appointmentType=consultation&provider=$dr&start=$(day 0)T23:45:00Z"
expect too-soon
say "She moves to the other day."
call 200 GET "/api/slots?appointmentType=consultation&provider=$dr&from=$(day 6)&to=$(day 7)"
call 200 POST "/api/appointments/$id/reschedule" "{\"start\":\"$(first start)\"}"
