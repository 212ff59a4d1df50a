package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Something that happened to an action; append-only. @param kind such as {@code claimed}, {@code sending}, {@code settled} */
public record Event(String kind, Instant at, ObjectNode data) {}
