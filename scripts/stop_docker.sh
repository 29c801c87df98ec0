#!/usr/bin/env bash
# End the engine that scripts/start_docker.sh started; do nothing where none runs.
set -euo pipefail

state=${DOCKER_STATE:-/var/tmp/jupyterlab-pipeline-export-docker}
[ -s "$state/engine.pid" ] || exit 0
process=$(cat "$state/engine.pid")
# The number may have gone to another program since.
[ "$(cat "/proc/$process/comm" 2>/dev/null)" = dockerd ] || exit 0
kill "$process"
for _ in $(seq 100); do
  [ -e "/proc/$process" ] || exit 0
  sleep 0.2
done
echo "The Docker engine (process $process) does not end." >&2
exit 1
