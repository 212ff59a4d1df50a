/** A shop behind Countersign's own backend protocol (docs/backend-protocol.md); knows shop and the feature ports it implements. */
@NullMarked
package org.countersign.backend.remote;

import org.jspecify.annotations.NullMarked;
