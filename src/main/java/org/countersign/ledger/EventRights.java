package org.countersign.ledger;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.jboss.logging.Logger;

/** Whether the database itself keeps this server from changing events and seals. If not, the server says so and works. */
@ApplicationScoped
class EventRights {

    private static final Logger LOG = Logger.getLogger(EventRights.class);

    private final AgroalDataSource source;
    private final Database database;
    private volatile boolean insertOnly;

    EventRights(AgroalDataSource source, Database database) {
        this.source = source;
        this.database = database;
    }

    boolean insertOnly() {
        return insertOnly;
    }

    void check(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent start) {
        // the connections that migrated work as the tables' owner; every later one works as the server's role
        source.flush(AgroalDataSource.FlushMode.GRACEFUL);
        insertOnly = database.once(connection ->
                Database.first(connection, """
                        select not bool_or(has_table_privilege(t, 'update') or has_table_privilege(t, 'delete')
                                or has_table_privilege(t, 'truncate') or has_table_privilege(t, 'trigger'))
                          from unnest(array['countersign.event', 'countersign.seal']) t
                        """, row -> row.getBoolean(1)).orElse(false));
        if (!insertOnly) {
            LOG.warn("the database lets this server's role change and remove events: let the migration make the role"
                    + " of countersign.database-role, or make it and grant it to the server's login"
                    + " (docs/audit.md, \"Roles\")");
        }
    }
}
