# What scripts/bench/instances and scripts/bench/costs share; they source this from the top of the repository.
# shellcheck shell=bash
work=$(mktemp -d)
chmod 711 "$work"
processes=()
finish() {
  [ ${#processes[@]} = 0 ] || kill "${processes[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  [ -z "${database:-}" ] || scripts/postgres stop "$work/postgres" || true
  rm -rf "$work"
}
trap finish EXIT
command -v wrk >/dev/null || { echo "wrk makes the load and is not installed (Debian: apt-get install wrk; macOS: brew install wrk)." >&2; exit 1; }

# As scripts/bench/run does.
publish() {
  dotnet publish Scheduler.Api -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o artifacts/bench/api >/dev/null
}

# Starts the published service: PORT [SETTING=VALUE...]. Its process is $service then.
start() {
  local port=$1
  shift
  env "$@" Urls="http://127.0.0.1:$port" Database__MigrateOnStart=true Logging__LogLevel__Default=Warning \
    dotnet artifacts/bench/api/Scheduler.Api.dll >>"$work/log" 2>&1 &
  service=$!
  processes+=("$service")
  for _ in $(seq 300); do
    curl -fs "http://127.0.0.1:$port/health/ready" >/dev/null 2>&1 && return
    sleep 0.2
  done
  tail -n 5 "$work/log" >&2
  exit 1
}

# Processor time of these processes so far, in milliseconds.
cpu() {
  local process
  for process in "$@"; do cat "/proc/$process/stat" 2>/dev/null; done | awk '{ sum += $14 + $15 } END { print sum * 10 }'
}

# Books visits: PORT CONNECTIONS SECONDS [HEADER]; every user is new. Prints how many.
visits() {
  wrk -t1 "-c$2" "-d$3s" --timeout 20s -H "${4:-X-Nothing: 1}" -s scripts/bench/lua/visits.lua "http://127.0.0.1:$1" -- "$BASHPID-$(date +%s%N)" 0 \
    | sed -nE 's/^RESULT requests=([0-9]+).* status=0 broken=0$/\1/p'
}

# Reads one address again and again: PORT CONNECTIONS SECONDS PATH [HEADER]. Prints how often.
reads() {
  wrk -t1 "-c$2" "-d$3s" -H "${5:-X-Nothing: 1}" "http://127.0.0.1:$1$4" >"$work/reads"
  ! grep -q 'Non-2xx' "$work/reads" || { cat "$work/reads" >&2; exit 1; }
  sed -nE 's/^ +([0-9]+) requests in .*/\1/p' "$work/reads"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
