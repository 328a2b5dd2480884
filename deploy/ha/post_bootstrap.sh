#!/bin/sh
# Patroni gives the superuser connection string of the new cluster
/usr/lib/postgresql/15/bin/psql "$1" -v ON_ERROR_STOP=1 <<'S'
CREATE ROLE scheduler LOGIN PASSWORD 'CHANGE';
CREATE DATABASE scheduler OWNER scheduler;
\c scheduler
CREATE EXTENSION IF NOT EXISTS btree_gist;
S
