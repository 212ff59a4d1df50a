/**
 * What exists in development and tests only: a real PostgreSQL, an identity provider, and the main class that starts the
 * server with both. Its arrows go to nothing in the product; nothing in the product knows it, and no package contains it.
 */
@NullMarked
package org.countersign.dev;

import org.jspecify.annotations.NullMarked;
