/**
 * A shop behind the backend protocol, as a process of its own, that does what a test's script says and counts effects itself.
 * It shares no code with the server. A new kind of change: one line in {@code Kind}, and how it goes wrong in {@code Bending}.
 */
package org.countersign.scripted;
