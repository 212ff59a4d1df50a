/** The one door: nothing changes a shop except through here. It knows shop and caller, never a feature, a backend or a database. */
@NullMarked
package org.countersign.gate;

import org.jspecify.annotations.NullMarked;
