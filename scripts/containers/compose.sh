# Starts both compose files as docs/operate.md says, to a first booking, and stops them. Sourced by scripts/images, after stand-ins.sh.
# shellcheck shell=bash
find_compose() {
  if docker compose version >/dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi
  command -v "${compose[0]}" >/dev/null && "${compose[@]}" version >/dev/null 2>&1 || return 1
  # Projects of their own, which are none of this machine's, of a copy: secrets are made in it.
  project=scheduler-trial-$$
  cp -r deploy "$work/deploy"
  export SCHEDULER_IMAGE=$name
}

# Whether their ports are free; an engine that was started for this has ports of its own.
free_ports() {
  local port
  [ -z "$daemon" ] || return 0
  for port in 8080 80 443; do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      say "port $port is taken: the compose files were not started"
      return 1
    fi
  done
}

run_compose() { "${compose[@]}" -p "$project" -f "$work/deploy/$file" "$@" 2>>"$work/compose.log"; }

fail_compose() {
  say "$file: $*"
  tail -n 20 "$work/compose.log" >&2
  run_compose logs --tail 40 >&2 || true
  return 1
}

# Books a visit: URL KEY USER [CURL'S ARGUMENTS]. What the proxy itself cannot answer is sent again, as every caller should.
book() {
  local url=$1 key=$2 user=$3 status
  shift 3
  for _ in 1 2 3 4 5; do
    status=$(reach curl -s -o "$work/answer" -w '%{http_code}' "$@" "$url/api/appointments" -H "Authorization: Bearer $key" \
      -H 'Content-Type: application/json' -H "Idempotency-Key: $user" -d "{\"userId\":\"$user\",\"start\":\"2031-11-24T09:00Z\"}")
    [[ $status = 50[23] ]] || break
    again=$((again + 1))
    sleep 1
  done
  [ "$status" = 201 ] || fail_compose "a booking was answered $status: $(cat "$work/answer")"
}

# Whether somebody's appointment is there: URL KEY USER [CURL'S ARGUMENTS]
is_there() {
  local url=$1 key=$2 user=$3
  shift 3
  reach curl -fs "$@" "$url/api/users/$user/appointments" -H "Authorization: Bearer $key" | grep -q '2031-11-24' \
    || fail_compose "the appointment of $user is gone"
}

healthy() {
  local service
  for service in "$@"; do
    for _ in $(seq 60); do
      [ "$(docker inspect -f '{{.State.Health.Status}}' "$(run_compose ps -q "$service")")" = healthy ] && continue 2
      sleep 1
    done
    fail_compose "$service is not healthy"
    return 1
  done
}

one_container() {
  local began ready key doctor
  file=compose.yaml again=0
  began=$(milliseconds)
  run_compose up -d >/dev/null || fail_compose "it does not come up"
  await http://127.0.0.1:8080/health/ready || fail_compose "it is not ready"
  ready=$(($(milliseconds) - began))
  key=$(run_compose exec -T scheduler /app/Scheduler.Api keys create --name Desk --role reception)
  book http://127.0.0.1:8080 "$key" anna
  began=$(($(milliseconds) - began))
  healthy scheduler
  run_compose exec -T scheduler /app/Scheduler.Api doctor >"$work/doctor" || fail_compose "the doctor: $(cat "$work/doctor")"
  run_compose down >/dev/null
  run_compose up -d >/dev/null || fail_compose "it does not come up again"
  await http://127.0.0.1:8080/health/ready
  is_there http://127.0.0.1:8080 "$key" anna
  run_compose down -v >/dev/null
  echo "$file: ready $ready ms after 'up', a first booking after $began ms; healthy; down and up again, and it is there"
}

two_instances() {
  local began ready key url=https://localhost tls
  file=compose.postgres.yaml again=0
  # As the file's first lines say.
  (
    cd "$work"
    mkdir -p deploy/secrets && openssl rand -hex 24 >deploy/secrets/postgres_password
    printf 'Host=postgres;Database=scheduler;Username=scheduler;Password=%s' "$(cat deploy/secrets/postgres_password)" >deploy/secrets/connection
    chmod 644 deploy/secrets/* && chmod 700 deploy/secrets
  )
  export SITE=localhost
  began=$(milliseconds)
  run_compose up -d >/dev/null || fail_compose "it does not come up"
  # The certificate is Caddy's own, which is trusted here as a browser would be told to.
  tls=(--cacert "$work/root.crt")
  for _ in $(seq 300); do
    docker cp "$(run_compose ps -q caddy):/data/caddy/pki/authorities/local/root.crt" "$work/root.crt" >/dev/null 2>&1 && break
    sleep 0.1
  done
  await "$url/health/ready" "${tls[@]}" || fail_compose "it is not ready"
  ready=$(($(milliseconds) - began))
  key=$(run_compose exec -T scheduler1 /app/Scheduler.Api keys create --name Desk --role reception)
  book "$url" "$key" anna "${tls[@]}"
  began=$(($(milliseconds) - began))
  healthy scheduler1 scheduler2 postgres
  [ "$(reach curl -s -o /dev/null -w '%{http_code}' http://localhost/)" = 308 ] || fail_compose "http is not led to https"
  for instance in scheduler1 scheduler2; do
    run_compose exec -T "$instance" /app/Scheduler.Api doctor >"$work/doctor" || fail_compose "the doctor: $(cat "$work/doctor")"
  done
  # Every line of theirs is JSON, but for what those who cannot sign in yet are told.
  run_compose logs --no-color scheduler1 scheduler2 | grep -E '^scheduler[12][^|]*\| ' | grep -vE '\| (\{|Nobody can sign in)' >"$work/lines" \
    && fail_compose "lines that are no JSON: $(cat "$work/lines")"
  # Either may be stopped, and the other serves; the proxy finds out by itself.
  run_compose stop scheduler1 >/dev/null
  for i in $(seq 10); do book "$url" "$key" "bert$i" "${tls[@]}"; done
  run_compose start scheduler1 >/dev/null
  healthy scheduler1
  run_compose stop scheduler2 >/dev/null
  for i in $(seq 10); do book "$url" "$key" "cora$i" "${tls[@]}"; done
  run_compose down >/dev/null
  run_compose up -d >/dev/null || fail_compose "it does not come up again"
  await "$url/health/ready" "${tls[@]}"
  is_there "$url" "$key" cora1 "${tls[@]}"
  run_compose down -v >/dev/null
  echo "$file: ready behind TLS $ready ms after 'up', a first booking after $began ms; healthy;" \
    "20 bookings with one of the two stopped, 0 failed ($again sent again after a 502 or 503); down and up again, and they are there"
}
