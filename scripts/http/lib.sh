# Shared by the walk-throughs beside it. Needs curl, and date of GNU or with -v (macOS).
# The address of a running service: the first argument, or $SCHEDULER_URL, or where scripts/run listens.
URL=${1:-${SCHEDULER_URL:-http://localhost:5080}}
# Users and providers of this run, so that the same file can be run again on the same database.
RUN=$(date +%s)-$$
BODY=$(mktemp)
trap 'rm -f "$BODY"' EXIT

# day 3: the date three days from now, in UTC.
day() { date -u -d "+$1 days" +%F 2>/dev/null || date -u -v "+$1d" +%F; }

# say TEXT: what happens next.
say() { printf '\n# %s\n' "$*"; }

# call STATUS METHOD PATH [BODY]: sends it, shows both, and ends the walk where another status comes back.
call() {
  local want=$1 method=$2 path=$3 status
  printf '%s %s%s\n' "$method" "$path" "${4:+ $4}"
  status=$(curl -sS -g -o "$BODY" -w '%{http_code}' -X "$method" "$URL$path" ${4:+-H 'Content-Type: application/json' -d "$4"})
  printf '%s %s\n' "$status" "$(cat "$BODY")"
  [ "$status" = "$want" ] || { echo "$want was expected." >&2; exit 1; }
}

# first NAME: the first text of that name in the last answer.
first() { grep -oE "\"$1\":\"[^\"]*\"" "$BODY" | head -1 | cut -d'"' -f4; }

# expect TEXT: ends the walk unless the last answer has it.
expect() { grep -qF -- "$1" "$BODY" || { echo "The answer lacks: $1" >&2; exit 1; }; }
