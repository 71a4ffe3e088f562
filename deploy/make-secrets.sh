#!/bin/sh
# Makes passwords for docker-compose.yml, once: files in secrets/, which is for you alone. Their containers read them as other
# users, so the files themselves may be read by all who get into the folder.
set -eu
cd "$(dirname "$0")/.."
umask 077
mkdir -p secrets

password() { # of 48 hexadecimal digits, which need no escaping in an address
  od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

write() { # name, content; what is there stays
  if [ -e "secrets/$1" ]; then
    echo "secrets/$1 is there already"
    return
  fi
  printf '%s' "$2" >"secrets/$1"
  chmod 644 "secrets/$1"
  echo "secrets/$1 made"
}

write postgres_password "$(password)"
write redis_password "$(password)"
write database_url "postgres://modelwatch:$(cat secrets/postgres_password)@postgres:5432/modelwatch"
write redis_url "redis://:$(cat secrets/redis_password)@redis:6379"
