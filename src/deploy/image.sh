#!/usr/bin/env bash
# `make image`: the image pushdock:<version> in the docker daemon of this machine. Without a daemon it says why there is none, and fails.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v docker > /dev/null; then
  echo 'No image was made: docker is not installed here.' >&2
  exit 1
fi
if ! reason=$(docker version --format '{{.Server.Version}}' 2>&1); then
  echo "No image was made: docker has no daemon to build with (${reason##*$'\n'})." >&2
  exit 1
fi

version=$(node -p "require('./package.json').version")
# The time of the commit in place of now, so that the same commit makes the same layers on the same bases.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) \
  DOCKER_BUILDKIT=1 docker build --build-arg SOURCE_DATE_EPOCH --file src/deploy/Dockerfile --tag "pushdock:$version" --tag pushdock:latest "$@" .
