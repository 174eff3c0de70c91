/** Tests of the search sink, against replayed answers and against a real node. */
@NullMarked
package io.sealstream.sinks.search;

import org.jspecify.annotations.NullMarked;
