#!/usr/bin/env bash
# Installs the External Secrets operator. Only its newest minor version gets fixes: upgrade it often.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

helm upgrade --install external-secrets external-secrets \
  --repo https://charts.external-secrets.io --version "${VERSION:-2.9.0}" \
  --namespace external-secrets --create-namespace --values "$here/values.yaml" --wait
