/** Tests of the evidence sink: operators in Flink's harness, a folder as archive, a fake broker. */
@NullMarked
package io.sealstream.sinks.evidence;

import org.jspecify.annotations.NullMarked;
