#!/usr/bin/env bash
# Makes what compose.yaml mounts as secrets, beside itself in secrets/. What is there already stays.
set -euo pipefail
mkdir -p "$(dirname "$0")/secrets"
cd "$(dirname "$0")/secrets"
# The files are read by users inside the containers; the folder keeps others on this machine out.
chmod 700 .

make() {
  [[ -e $1 ]] || openssl rand -hex 32 | tr -d '\n' >"$1"
}
digest() {
  sha256sum "$1" | cut -d ' ' -f 1 | tr -d '\n' >"$1_sha256"
}

for secret in db_admin_password db_password grafana_password key metrics_key redis_password cursor_key; do make "$secret"; done
digest key
digest metrics_key
chmod 644 ./*
