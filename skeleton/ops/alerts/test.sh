#!/usr/bin/env bash
# Renders the alerts of ENVIRONMENT and lets Prometheus' own promtool check them and play slo.test.yaml. Needs helm and
# promtool.
# Usage: test.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

"${HELM_BIN:-helm}" template alerts "$here/../charts" --namespace default --values "$here/../charts/env/prod/values.yaml" \
  --set monitoring.enabled=true --set monitoring.runbooks=https://runbooks.example.org \
  --show-only templates/monitoring/prometheusrule.yaml | sed '1,/^spec:/d; s/^  //' > "$folder/rules.yaml"
cp "$here/slo.test.yaml" "$folder"
"${PROMTOOL_BIN:-promtool}" check rules "$folder/rules.yaml"
"${PROMTOOL_BIN:-promtool}" test rules "$folder/slo.test.yaml"
