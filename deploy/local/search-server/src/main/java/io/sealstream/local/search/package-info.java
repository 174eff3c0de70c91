/**
 * The search server of the local stack: an OpenSearch node whose HTTP port also understands the
 * Elasticsearch dialect, so that Elastic's own Java client works unmodified. Wherever it is shown,
 * it is called "OpenSearch, Elasticsearch-compatible".
 */
@NullMarked
package io.sealstream.local.search;

import org.jspecify.annotations.NullMarked;
