/**
 * Documents to Elasticsearch: at least once and idempotent, so that each event is there exactly
 * once. What the index refuses goes whole to {@code audit.rejected}.
 */
@NullMarked
package io.sealstream.sinks.search;

import org.jspecify.annotations.NullMarked;
