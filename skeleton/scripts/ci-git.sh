# shellcheck shell=bash
# Sourced by the scripts that commit. The token goes to git for single commands only, and never into a file.
git config user.name 'github-actions[bot]'
git config user.email '41898282+github-actions[bot]@users.noreply.github.com'

git_as_bot() {
  git -c "http.$GITHUB_SERVER_URL/.extraheader=Authorization: Basic $(printf 'x-access-token:%s' "$GH_TOKEN" | base64 -w0)" "$@"
}
