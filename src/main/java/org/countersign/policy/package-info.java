/** PostgreSQL: grants, switches and the shop's settings. Implements the caller's and the gate's ports. */
@NullMarked
package org.countersign.policy;

import org.jspecify.annotations.NullMarked;
