/**
 * A real Medusa, from npm: installed, migrated, stocked, started and stopped by these classes, with orders made through its
 * own store; the backend's contract tests and races stand on it, and people may (`./mvnw -Pmedusa`). All tests are tagged
 * {@code outer}. {@code -Dmedusa.home=FOLDER} says where Medusa is, or is to be, installed.
 */
package org.countersign.medusa;
