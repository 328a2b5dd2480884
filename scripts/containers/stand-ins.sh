# Where no image registry can be reached: stand-ins for the official images, under their names, made of this machine's own files.
# Sourced by scripts/images, after engine.sh. What they show is that our files work, not that the official images do.
# shellcheck shell=bash
SDK=mcr.microsoft.com/dotnet/sdk:10.0-noble
BASE=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
POSTGRES=postgres:17
CADDY=caddy:2

has() { docker image inspect "$1" >/dev/null 2>&1 || timeout 60 docker pull -q "$1" >/dev/null 2>&1; }

# The files of these programs, and of every library that they load, with their folders.
closure() {
  for file in "$@"; do
    echo "$file"
    ldd "$file" 2>/dev/null | grep -o '/[^ ]*' || true
  done | sort -u | while read -r file; do echo "$(readlink -f "$(dirname "$file")")/$(basename "$file")"; readlink -f "$file"; done
}

# An image of the files that standard input names: IMAGE [ARGUMENTS OF docker import]
stand_in() {
  local image=$1
  shift
  { printf '%s\n' /bin /lib /lib64 /sbin /tmp; cat; } | sort -u \
    | { tar --create --no-recursion --files-from - --ignore-failed-read 2>/dev/null || true; } | docker import "$@" - "$image" >/dev/null
}

stand_in_dotnet() {
  local libraries dotnet
  libraries=$(ldconfig -p | grep -oE '/[^ ]*/lib(ssl|crypto|z|stdc\+\+|gcc_s|c|m|dl|pthread|rt)\.so\.[0-9]+$' | sort -u)
  # shellcheck disable=SC2086
  closure $libraries /lib64/ld-linux-x86-64.so.2 >"$work/base"
  stand_in "$BASE" <"$work/base"
  dotnet=$(dirname "$(dotnet --list-sdks | sed -nE '$s/.*\[(.*)\]/\1/p')")
  # shellcheck disable=SC2046
  closure $(command -v bash sh mkdir rm cp ls env cat) >>"$work/base"
  find "$dotnet" /etc/ssl /usr/share/ca-certificates /usr/local/share/ca-certificates "$HOME/.nuget/NuGet" /etc/passwd /etc/group /etc/hosts \
    /etc/resolv.conf /etc/nsswitch.conf /usr/lib/*-linux-gnu/libnss_* 2>/dev/null >>"$work/base" || true
  stand_in "$SDK" --change "ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt HOME=$HOME PATH=$dotnet:/usr/bin:/bin" <"$work/base"
}

# As the official image does: makes the cluster with the given user, database and password at its first start, then serves as "postgres".
stand_in_postgres() {
  local home
  home=$(find /usr/lib/postgresql -maxdepth 1 -name '[0-9]*' | sort -V | tail -n 1)
  cat >"$work/postgres" <<EOT
#!/bin/bash
set -e
PATH=$home/bin:/usr/sbin:/usr/bin:/bin
data=/var/lib/postgresql/data
if [ "\$(id -u)" = 0 ]; then
  mkdir -p "\$data" /var/run/postgresql
  chown -R postgres "\$data" /var/run/postgresql
  chmod 700 "\$data"
  exec setpriv --reuid=postgres --regid=postgres --clear-groups "\$0"
fi
if [ ! -s "\$data/PG_VERSION" ]; then
  initdb -D "\$data" -U "\$POSTGRES_USER" --pwfile="\$POSTGRES_PASSWORD_FILE" --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C
  echo "host all all all scram-sha-256" >>"\$data/pg_hba.conf"
  pg_ctl -D "\$data" -o "-c listen_addresses=''" -w start
  createdb -U "\$POSTGRES_USER" "\$POSTGRES_DB"
  pg_ctl -D "\$data" -m fast -w stop
fi
exec postgres -D "\$data" -c 'listen_addresses=*'
EOT
  chmod 755 "$work/postgres"
  {
    # shellcheck disable=SC2046
    closure $(command -v bash sh id mkdir chown chmod setpriv cat locale) "$home"/bin/*
    find "$home" "/usr/share/postgresql/${home##*/}" /usr/share/zoneinfo -not -name '*llvm*' -not -path '*/bitcode/*'
    printf '%s\n' /etc/passwd /etc/group "$work/postgres"
  } | stand_in "$POSTGRES" --change "ENTRYPOINT [\"$work/postgres\"]" --change "ENV PATH=$home/bin:/usr/bin:/bin LC_ALL=C" \
    --change "VOLUME /var/lib/postgresql/data"
}

stand_in_caddy() {
  {
    closure "$(command -v caddy)"
    find /etc/ssl /etc/passwd /etc/group /etc/mime.types 2>/dev/null
  } | stand_in "$CADDY" --change "ENV PATH=$(dirname "$(command -v caddy)") XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data HOME=/root" \
    --change 'CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]'
}
