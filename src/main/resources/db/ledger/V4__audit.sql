-- The audit (contract, section 9): what people wrote lies beside the chain, seals over committed events, and a role for the
-- server that may insert and select events, nothing else.

alter table action add column if not exists customer_id text;
create index if not exists action_customer on action (shop, customer_id) where customer_id is not null;
create index action_settled on action (shop, settled_at) where settled_at is not null and key_text <> '(forgotten)';

-- how hash was made: 1 covers action_id, seq, at, kind and data; 2 covers the whole row (docs/audit.md)
alter table event add column recipe smallint not null default 1;
alter table event alter column recipe set default 2;

-- personal data and free text of an event; event.data holds their salted digest. about: the action, else the digest itself
create table event_text (
    about text  not null,
    seq   int   not null,
    salt  bytea not null,
    text  jsonb not null,
    primary key (about, seq)
);

-- events that no seal covers yet. Written with the event, taken out by the sealer in the transaction that seals, so that
-- events may commit in any order. No index: it is nearly always empty.
create table unsealed (
    event_id bigint not null,
    shop     text   not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
insert into unsealed select id, shop from event;

-- a Merkle root over events in the order of event_ids; hashes: theirs, 32 bytes each
create table seal (
    shop      text        not null,
    n         bigint      not null,
    at        timestamptz not null,
    count     int         not null,
    root      bytea       not null,
    prev      bytea,
    hash      bytea       not null,
    event_ids bigint[]    not null,
    hashes    bytea       not null,
    primary key (shop, n)
);

-- after the retention a key is forgotten and its hash stays: no action, still bound
alter table action_key alter column action_id drop not null;

-- Rights. Whoever migrates owns the tables. The server works as ${server_role}, or as its own login where that role cannot
-- be made. Without either the server starts all the same, and says that the database does not protect its events.
do $rights$
declare
    server_role text := '${server_role}';
    server_login text := '${server_login}';
    grantee text;
begin
    if not exists (select from pg_roles where rolname = server_role) then
        begin
            execute format('create role %I nologin', server_role);
        exception when insufficient_privilege or duplicate_object or unique_violation then
            null;
        end;
    end if;
    if exists (select from pg_roles where rolname = server_role) then
        grantee := server_role;
        begin
            if server_role <> current_user and not (select rolsuper from pg_roles where rolname = current_user) then
                execute format('grant %I to %I', server_role, current_user);
            end if;
            if server_login not in (current_user, server_role)
                    and exists (select from pg_roles where rolname = server_login) then
                execute format('grant %I to %I', server_role, server_login);
            end if;
        exception when insufficient_privilege then
            null; -- whoever made the role has granted it, or will
        end;
    elsif server_login <> current_user and exists (select from pg_roles where rolname = server_login) then
        grantee := server_login;
    end if;
    if grantee is not null then
        execute format('grant usage on schema countersign to %I', grantee);
        execute format('grant select, insert, update, delete on all tables in schema countersign to %I', grantee);
        execute format('alter default privileges in schema countersign'
            ' grant select, insert, update, delete on tables to %I', grantee);
        execute format('revoke update, delete on event, seal from %I', grantee);
        execute format('revoke update on event_text from %I', grantee);
        execute format('revoke insert, update, delete on secret from %I', grantee);
        if to_regclass('countersign.flyway_schema_history') is not null then
            execute format('revoke insert, update, delete on flyway_schema_history from %I', grantee);
        end if;
    end if;
end
$rights$;
