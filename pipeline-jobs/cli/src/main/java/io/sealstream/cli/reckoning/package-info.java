/**
 * Counts what went in and what came out, from the servers themselves: Kafka's records, the archive,
 * the search node. Never from the jobs' metrics.
 */
@NullMarked
package io.sealstream.cli.reckoning;

import org.jspecify.annotations.NullMarked;
