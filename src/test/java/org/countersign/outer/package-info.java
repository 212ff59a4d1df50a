/** Referees not written by us: the MCP conformance suite, inspector and TypeScript SDK (npm), promtool. All tagged {@code outer}. */
package org.countersign.outer;
