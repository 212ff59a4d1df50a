/** Measures the packaged server, in one run, against the framework alone and the database alone. Never in the package. */
package org.countersign.bench;
