#!/usr/bin/env bash
# Opens a pull request that lets the environment TO run what FROM runs, with what that changes in the cluster.
set -euo pipefail
. scripts/ci-git.sh

image_of() { node -e 'import("./scripts/environment-image.mjs").then(({ readImage }) => console.log(readImage(process.argv[1]).tag))' "$1"; }
render() { helm template "$NAME" ops/charts --values "ops/charts/env/$TO/values.yaml"; }

NAME=$(node -p 'require("./service.json").name')
before=$(image_of "$TO")
rendered=$(mktemp)
render > "$rendered"
node scripts/promote.mjs "$FROM" "$TO"
if git diff --quiet; then
  echo "::notice title=Nothing to promote::$TO runs what $FROM runs already"
  exit 0
fi
tag=$(image_of "$TO")

branch="promote/$TO-${tag:0:12}"
title="ci($TO): run ${tag:0:12}"
changes="the first image of $TO"
[ -z "$before" ] || changes="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/compare/$before...$tag"
# A pull request holds 65536 characters
objects=$(render | diff --unified=2 "$rendered" - | tail -n +3 | head -c 50000 || true)
body=$(
  cat << BODY
$TO runs the image that $FROM runs: nothing is built again.

- Commits: $changes
- Check the signature: \`ops/scripts/verify-image.sh $tag\`

<details><summary>What changes in the cluster</summary>

\`\`\`diff
$objects
\`\`\`

</details>
BODY
)

git switch --quiet --create "$branch"
git commit --quiet --message "$title" -- "ops/charts/env/$TO/values.yaml"
git_as_bot push --force origin "HEAD:$branch"
open=$(gh pr list --head "$branch" --state open --json url --jq '.[].url')
if [ -n "$open" ]; then
  echo "::notice title=Pull request::$open is open already"
  exit 0
fi
gh pr create --base "$BRANCH" --head "$branch" --title "$title" --body "$body"
