/** Tests of this package. */
@NullMarked
package io.sealstream.cli.evidence;

import org.jspecify.annotations.NullMarked;
