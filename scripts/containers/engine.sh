# A container engine for scripts/images, which sources this: the machine's own, or a dockerd with a folder of its own.
# shellcheck shell=bash
work=$(mktemp -d)
daemon=

start_engine() { # Arguments: a command before dockerd.
  export DOCKER_HOST=unix://$work/docker.sock
  "$@" --host "$DOCKER_HOST" --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/pid" \
    --bridge=none --storage-driver "${SCHEDULER_STORAGE_DRIVER:-overlay2}" >>"$work/dockerd.log" 2>&1 &
  daemon=$!
  for _ in $(seq 100); do
    docker info >/dev/null 2>&1 && return
    kill -0 "$daemon" 2>/dev/null || break
    sleep 0.3
  done
  say "dockerd does not start: $(tail -n 1 "$work/dockerd.log")"
  exit 3
}

stop_engine() {
  [ -z "$daemon" ] || { kill "$daemon" 2>/dev/null && wait "$daemon" 2>/dev/null; } || true
  daemon=
}

find_engine() {
  command -v docker >/dev/null || { say "no container engine: docker is not installed."; exit 3; }
  docker info >/dev/null 2>&1 && return
  { [ "$(id -u)" = 0 ] && command -v dockerd >/dev/null; } || { say "no container engine runs, and none can be started here."; exit 3; }
  # Builds fetch packages: they share this machine's network, whose rules stay as they are.
  start_engine dockerd --iptables=false
}

# From here on, an engine that was started above has a network of its own: its names, addresses and published ports are real ones, and
# none of this machine's are taken. Nothing in it reaches the world.
isolate_engine() {
  [ -n "$daemon" ] || return 0
  stop_engine
  start_engine unshare --net dockerd
  reach ip link set lo up
}

# Runs a program where published ports are found.
reach() { if [ -n "$daemon" ]; then nsenter --target "$daemon" --net "$@"; else "$@"; fi; }

# Until an address answers well: URL [CURL'S ARGUMENTS]
await() {
  local deadline=$((SECONDS + 120))
  until reach curl -fs -o /dev/null "$@" 2>/dev/null; do
    [ "$SECONDS" -lt "$deadline" ] || { say "$1 does not answer"; return 1; }
    sleep 0.1
  done
}

milliseconds() { echo $(($(date +%s%N) / 1000000)); }
