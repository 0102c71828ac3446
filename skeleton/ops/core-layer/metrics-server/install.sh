#!/usr/bin/env bash
# Installs metrics-server, unless the cluster has it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

if kubectl get apiservice v1beta1.metrics.k8s.io >/dev/null 2>&1; then
  echo 'The cluster has metrics already'
  exit 0
fi
helm upgrade --install metrics-server metrics-server \
  --repo https://kubernetes-sigs.github.io/metrics-server --namespace kube-system \
  --values "$here/values.yaml" --wait
