#!/usr/bin/env bash
# The steps of action.yml. `find` says where the binary is, downloading it if need be; `start` runs it.
set -euo pipefail

find_binary() {
  local binary=${BINARY:-}
  if [[ -z $binary ]]; then binary=$(command -v nestbox || true); fi
  if [[ -z $binary ]]; then
    local release=latest/download
    [[ ${VERSION:-latest} == latest ]] || release=download/$VERSION
    binary=${RUNNER_TEMP:-/tmp}/nestbox
    curl --fail --silent --show-error --location \
      "https://github.com/$REPOSITORY/releases/$release/nestbox-linux-$(uname -m).tar.gz" |
      tar --extract --gzip --directory "${RUNNER_TEMP:-/tmp}" nestbox
  fi
  "$binary" --version
  echo "binary=$binary" >>"$GITHUB_OUTPUT"
  dirname "$(realpath "$binary")" >>"$GITHUB_PATH"
}

start_sandbox() {
  local log=${RUNNER_TEMP:-/tmp}/nestbox.log
  # What follows `serve` is meant to be split at spaces.
  # shellcheck disable=SC2086
  nohup "$NESTBOX" serve --port "$PORT" ${ARGUMENTS:-} >"$log" 2>&1 &
  if ! "$NESTBOX" health --port "$PORT" --wait 10; then
    cat "$log"
    exit 1
  fi
  echo "url=http://localhost:$PORT" >>"$GITHUB_OUTPUT"
}

case $1 in
  find) find_binary ;;
  start) start_sandbox ;;
esac
