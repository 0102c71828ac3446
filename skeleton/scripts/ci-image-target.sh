#!/usr/bin/env bash
# Prints where the image goes, as outputs of a step: image, registry, push. A missing secret skips the push.
set -euo pipefail

image=$(node -p 'require("./service.json").image')
registry=${image%%/*}
push=true

skip() {
  echo "::notice title=Skipped::$1, so the image is built and not pushed" >&2
  push=false
}

if [ "$registry" = ghcr.io ]; then
  [ -n "${TOKEN:-}" ] || skip 'The secret GITHUB_TOKEN is not set'
else
  [ -n "${DOCKERHUB_USERNAME:-}" ] || skip 'The secret DOCKERHUB_USERNAME is not set'
  [ -n "${DOCKERHUB_TOKEN:-}" ] || skip 'The secret DOCKERHUB_TOKEN is not set'
fi

# A registry knows lower case only
echo "image=${image,,}"
echo "registry=$registry"
echo "push=$push"
