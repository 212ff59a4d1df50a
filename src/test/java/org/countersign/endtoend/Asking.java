package org.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import org.countersign.policy.FreshPolicy;

/** Grants as a test needs them, so that a person is asked; {@link #undo} puts everything back. */
final class Asking {

    private final Sql sql;
    private final FreshPolicy policy;

    Asking(Sql sql, FreshPolicy policy) {
        this.sql = sql;
        this.policy = policy;
    }

    /** What agents do with this tool waits for this confirmation. */
    Asking agents(String tool, String confirmation) {
        return of("support_agent", tool, confirmation);
    }

    /** The same for leads. */
    Asking leads(String tool, String confirmation) {
        return of("support_lead", tool, confirmation);
    }

    private Asking of(String role, String tool, String confirmation) {
        sql.execute(
                "create table if not exists countersign.grant_before as select * from countersign.role_grant with no data");
        sql.execute("""
                insert into countersign.grant_before select * from countersign.role_grant g
                 where g.role = ? and g.tool = ?
                   and not exists (select from countersign.grant_before b where b.role = g.role and b.tool = g.tool)""", role, tool);
        sql.execute(
                "update countersign.role_grant set terms = terms || jsonb_build_object('confirmation', ?), version = version + 1"
                        + " where role = ? and tool = ?",
                confirmation,
                role,
                tool);
        policy.readAgain();
        return this;
    }

    /** A role that decides approvals, and nothing else. */
    Asking reviewers(String role, String permissions) {
        sql.execute(
                "insert into countersign.role (shop, name, permissions) values ('main', ?, ?::text[])"
                        + " on conflict (shop, name) do update set permissions = excluded.permissions",
                role,
                permissions);
        policy.readAgain();
        return this;
    }

    void undo() {
        sql.execute(
                "create table if not exists countersign.grant_before as select * from countersign.role_grant with no data");
        sql.execute("""
                update countersign.role_grant g set terms = b.terms, version = g.version + 1
                  from countersign.grant_before b where b.role = g.role and b.tool = g.tool""");
        sql.execute("drop table countersign.grant_before");
        policy.readAgain();
    }

    /** The page of what this answer waits for. */
    static String page(Agent.Said waits) {
        JsonNode url = waits.content().at("/approval/url");
        return url.asText().replaceFirst("^.*?(/console/)", "$1");
    }

    static String id(Agent.Said waits) {
        return page(waits).replaceFirst(".*/", "");
    }
}
