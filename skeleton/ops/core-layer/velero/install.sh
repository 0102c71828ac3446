#!/usr/bin/env bash
# Installs Velero with CSI snapshots whose data leave the cluster.
# Usage: PROVIDER=gcp|aws BUCKET=name install.sh   (credentials: Workload Identity or IRSA, see values.yaml)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${PROVIDER:?gcp or aws}" "${BUCKET:?Name of the bucket for backups}"

helm upgrade --install velero velero \
  --repo https://vmware-tanzu.github.io/helm-charts \
  --namespace velero --create-namespace --values "$here/values.yaml" \
  --set "configuration.backupStorageLocation[0].provider=$PROVIDER" \
  --set "configuration.backupStorageLocation[0].bucket=$BUCKET" --wait
