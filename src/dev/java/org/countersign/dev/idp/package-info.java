/**
 * The identity provider of development and tests: a small one that keeps the rules of the real ones, and never exists
 * in production.
 *
 * <p>Arrows: it uses the JDK and Jackson only and knows no other room; the development start and the tests use it.
 */
@NullMarked
package org.countersign.dev.idp;

import org.jspecify.annotations.NullMarked;
