#!/usr/bin/env bash
# A small database to ask, and a role that can only read it.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$(cat /run/secrets/db_password)" -U postgres -d "$POSTGRES_DB" <<'SQL'
CREATE TABLE cities (id integer PRIMARY KEY, city text NOT NULL);
CREATE TABLE customers (
  id integer PRIMARY KEY, name text NOT NULL, rating numeric(3, 1), city_id integer REFERENCES cities (id));
INSERT INTO cities VALUES (1, 'Paris'), (2, 'Rome'), (3, 'Oslo');
INSERT INTO customers VALUES (1, 'Ann', 4.5, 1), (2, 'Bo', NULL, 2), (3, 'Cy', 3.0, 1);
CREATE ROLE reader LOGIN PASSWORD :'password';
ALTER ROLE reader SET default_transaction_read_only = on;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
SQL
