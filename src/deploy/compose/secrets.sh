#!/usr/bin/env bash
# Makes the secrets of compose.yaml, each in a file of its own. One that is there already stays.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p secrets
# Compose mounts a file with its own mode, and the gateways' user is not this one; so the folder is what keeps others out.
chmod 700 secrets
echo '*' > secrets/.gitignore

# Without a line end, which would be part of the secret.
make_secret() {
  [ -e "secrets/$1" ] || printf %s "$2" > "secrets/$1"
  chmod 644 "secrets/$1"
}
for name in database-password encryption-key operator-token paazl-token shop-merchant-key zettle-signing-key appdirect-password grafana-password; do
  make_secret "$name" "$(openssl rand -hex 32)"
done
# The settings of the mocks take it only as a part of a path, written there.
make_secret shop-key development-shop-key
make_secret sink-secret "whsec_$(openssl rand -base64 32)"
