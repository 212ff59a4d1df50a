package org.countersign.gate;

/**
 * How much a model may try.
 *
 * @param callsPerMinute new calls of one person on one replica; default 60
 * @param writesPerCase  in 7 days, of one case or, without one, on one object; default 15
 */
public record PaceSettings(int callsPerMinute, int writesPerCase) {}
