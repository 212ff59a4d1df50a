/** A shop on Medusa 2 (Admin REST, docs.medusajs.com/api/admin); knows shop and the feature ports it implements. */
@NullMarked
package org.countersign.backend.medusa;

import org.jspecify.annotations.NullMarked;
