/** From a verified token to a caller, and what is refused before that: Quarkus OIDC's part. Its only arrow leads to caller. */
@NullMarked
package org.countersign.identity;

import org.jspecify.annotations.NullMarked;
