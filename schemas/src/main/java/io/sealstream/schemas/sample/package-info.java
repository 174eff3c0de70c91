/**
 * A seeded generator of audit events that look like production: several tenants, a day's rhythm,
 * and a few attack stories. Nothing in them names a real person, account or address.
 */
@NullMarked
package io.sealstream.schemas.sample;

import org.jspecify.annotations.NullMarked;
