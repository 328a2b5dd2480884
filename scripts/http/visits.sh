#!/usr/bin/env bash
# Visits: half an hour, on the hour or the half-hour, one a user and date.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
user=ann-$RUN

say "Ann books a visit; nobody has registered her."
call 201 POST /api/appointments "{\"userId\":\"$user\",\"start\":\"$(day 3)T09:00:00Z\"}"
id=$(first id)
say "A second one on that date is refused, whatever the time."
call 409 POST "/api/users/$user/appointments" "{\"date\":\"$(day 3)\",\"time\":\"16:30\"}"
expect daily-limit-reached
say "Ten past is no start; the two nearest are named."
call 422 POST "/api/users/$user/appointments" "{\"start\":\"$(day 4)T09:10:00Z\"}"
expect nearest
say "The next date is free, and so is the same half-hour for somebody else."
call 201 POST "/api/users/$user/appointments" "{\"start\":\"$(day 4)T23:30:00Z\"}"
call 201 POST /api/appointments "{\"userId\":\"bob-$RUN\",\"start\":\"$(day 3)T09:00:00Z\"}"
say "What Ann has, and a cancellation that frees her date."
call 200 GET "/api/users/$user/appointments"
expect "$id"
call 200 POST "/api/appointments/$id/cancel" '{"reason":"ill"}'
call 201 POST "/api/users/$user/appointments" "{\"start\":\"$(day 3)T16:30:00Z\"}"
