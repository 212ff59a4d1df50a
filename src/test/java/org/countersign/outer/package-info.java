/** Referees not written by us (npm): the MCP conformance suite, inspector and TypeScript SDK. All tagged {@code outer}. */
package org.countersign.outer;
