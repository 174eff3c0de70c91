/**
 * Discrimination: which of many rules an event can match at all, by its log source and then by the
 * literals it holds. Sees {@code sigma} and {@code event}.
 */
@NullMarked
package io.sealstream.policy.match;

import org.jspecify.annotations.NullMarked;
