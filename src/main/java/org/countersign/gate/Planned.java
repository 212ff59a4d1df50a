package org.countersign.gate;

/** What an action makes of the fresh object: a plan, or the rule of the shop that forbids it. */
public sealed interface Planned permits Plan, Refusal {}
