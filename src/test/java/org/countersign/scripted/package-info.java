/** A shop behind the backend protocol, as a process of its own, that does what a test's script says and counts effects itself. */
package org.countersign.scripted;
