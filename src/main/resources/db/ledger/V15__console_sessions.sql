-- Sessions of the console that their person has ended: a cookie that was copied before does not outlive it (contract, section 2).
-- session: SHA-256 of the ID token the session stands on; until: when it would have ended by itself.

create table ended_session (
    session text        primary key,
    until   timestamptz not null
);
create index ended_session_until on ended_session (until);
