#!/usr/bin/env bash
# Meetings: when are they all free, and a booking of all together or none.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
week='[{"day":"monday","start":"09:00","end":"17:00"},{"day":"tuesday","start":"09:00","end":"17:00"},'
week+='{"day":"wednesday","start":"09:00","end":"17:00"},{"day":"thursday","start":"09:00","end":"17:00"},'
week+='{"day":"friday","start":"09:00","end":"17:00"}]'

say "Three colleagues in three cities, each from nine to five."
for who in berlin:Europe/Berlin london:Europe/London york:America/New_York; do
  call 201 POST /api/providers "{\"id\":\"${who%%:*}-$RUN\",\"firstName\":\"Sam\",\"lastName\":\"Low\",\"timeZone\":\"${who#*:}\"}"
  call 200 PUT "/api/providers/${who%%:*}-$RUN/hours" "{\"weekly\":$week}"
done
say "When all three are free for an hour, and when any two are."
all="provider=berlin-$RUN&provider=london-$RUN&provider=york-$RUN&from=$(day 1)&to=$(day 9)"
call 200 GET "/api/overlaps?$all&minutes=60"
start=$(first start)
call 200 GET "/api/overlaps?$all&minutes=60&atLeast=2"
say "An hour with all of them."
three="[\"berlin-$RUN\",\"london-$RUN\",\"york-$RUN\"]"
call 201 POST /api/appointments \
  "{\"userId\":\"ann-$RUN\",\"appointmentType\":\"meeting\",\"providerIds\":$three,\"start\":\"$start\",\"minutes\":60}"
id=$(first id)
say "One of them is taken now: a meeting of two that needs that one is refused whole."
call 409 POST /api/appointments \
  "{\"userId\":\"bob-$RUN\",\"appointmentType\":\"meeting\",\"providerIds\":[\"london-$RUN\",\"york-$RUN\"],\"start\":\"$start\"}"
expect slot-taken
say "Cancelled, all are free at once."
call 200 POST "/api/appointments/$id/cancel"
call 201 POST /api/appointments \
  "{\"userId\":\"bob-$RUN\",\"appointmentType\":\"meeting\",\"providerIds\":[\"london-$RUN\",\"york-$RUN\"],\"start\":\"$start\"}"
