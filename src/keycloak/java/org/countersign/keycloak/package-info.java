/**
 * A real Keycloak with the realm file of the overlay, on the loopback address: the whole way of an MCP client, of people and of
 * a scheduler stands on it, and people may ({@code ./mvnw -Pkeycloak}). All tests are tagged {@code outer}.
 */
package org.countersign.keycloak;
