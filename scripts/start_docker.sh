#!/usr/bin/env bash
# Start a private Docker engine for the tests and print the variables that reach it:
#
#   environment=$(scripts/start_docker.sh) && eval "$environment"
#
# STARTED_ENGINE says whether it was started now (1) or ran already (0).
#
# For Debian machines that have no engine: needs root, installs Debian's docker.io.
# The engine listens on a socket of its own, so it never meets another one, and keeps
# its state below $DOCKER_STATE, which must lie outside the repository because overlay
# file systems are mounted there. scripts/stop_docker.sh ends it.
set -euo pipefail

state=${DOCKER_STATE:-/var/tmp/jupyterlab-pipeline-export-docker}
socket=$state/engine.sock
# The client of the same package: another one on PATH may need plug-ins that are not there.
client=/usr/bin/docker
daemon=/usr/sbin/dockerd

answers() {
  DOCKER_HOST=unix://$socket "$client" version >/dev/null 2>&1
}

install_engine() {
  [ -x "$daemon" ] && [ -x "$client" ] && return
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >&2
  apt-get install -y -qq --no-install-recommends docker.io >&2
}

# A daemon that was killed leaves a containerd, pid files and mounts behind, on which
# the next one waits until it gives up. Only what names this state folder is ended.
clear_remains() {
  local process
  for process in /proc/[0-9]*; do
    if tr '\0' ' ' 2>/dev/null <"$process/cmdline" | grep -qF -- "$state/exec/"; then
      kill -9 "${process#/proc/}" 2>/dev/null || true
    fi
  done
  awk -v prefix="$state/" 'index($2, prefix) == 1 { print $2 }' /proc/mounts | sort -r |
    while read -r mounted; do umount -l "$mounted" || true; done
  rm -rf --one-file-system "$state/exec" "$state/engine.pid" "$socket"
}

# The address ranges are unlikely to be in use already, where the defaults may be.
start_engine() {
  setsid nohup "$daemon" \
    --host "unix://$socket" --pidfile "$state/engine.pid" \
    --data-root "$state/data" --exec-root "$state/exec" \
    --bip 172.28.0.1/24 --default-address-pool base=172.28.128.0/17,size=24 \
    --ip 127.0.0.1 >"$state/engine.log" 2>&1 </dev/null &
  for _ in $(seq 200); do
    answers && return
    sleep 0.2
  done
  echo "The Docker engine did not start; the end of $state/engine.log:" >&2
  tail -n 20 "$state/engine.log" >&2
  return 1
}

[ "$(id -u)" = 0 ] || { echo "Starting a Docker engine needs root." >&2; exit 1; }
command -v apt-get >/dev/null || { echo "This script installs the engine with apt-get, which is not there." >&2; exit 1; }
mkdir -p "$state"
install_engine
started=0
if ! answers; then
  clear_remains
  start_engine
  started=1
fi
echo "export DOCKER_HOST=unix://$socket DOCKER_BUILDKIT=1 DOCKER=$client STARTED_ENGINE=$started"
