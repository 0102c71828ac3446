#!/usr/bin/env bash
# Commits the tag and the digest of the image that this run pushed to dev's values; a protected branch gets a pull request.
set -euo pipefail
. scripts/ci-git.sh

node scripts/set-image-tag.mjs dev "$GITHUB_SHA" "$DIGEST"
if git diff --quiet; then
  echo 'dev runs this image already'
  exit 0
fi
git commit --quiet --message "ci(dev): run ${GITHUB_SHA:0:12}" -- ops/charts/env/dev/values.yaml

for attempt in 1 2 3; do
  if git_as_bot push origin "HEAD:$BRANCH"; then
    exit 0
  fi
  echo "Push $attempt was refused"
  # Somebody else may have pushed meanwhile; a protected branch refuses every time
  git_as_bot pull --quiet --rebase origin "$BRANCH"
done

branch="deploy/dev-${GITHUB_SHA:0:12}"
git_as_bot push --force origin "HEAD:$branch"
gh pr create --base "$BRANCH" --head "$branch" --title "ci(dev): run ${GITHUB_SHA:0:12}" \
  --body "The branch $BRANCH is protected, so the image's tag waits here. docs/deploy.md says how a GitHub App may push it."
echo "::notice title=Pull request::$BRANCH is protected; merge the pull request to deploy ${GITHUB_SHA:0:12}"
