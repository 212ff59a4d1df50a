-- A dump that goes back into the same PostgreSQL leaves system id and timeline as they are, but makes the tables anew: with another oid
-- than the one the ledger was last known to be written in.

alter table ledger_home add column table_id oid;
update ledger_home set table_id = tableoid;
