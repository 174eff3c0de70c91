/** Tests of this package. */
@NullMarked
package io.sealstream.evidence.log;

import org.jspecify.annotations.NullMarked;
