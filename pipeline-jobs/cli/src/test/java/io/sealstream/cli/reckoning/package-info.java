/** Tests of this package. */
@NullMarked
package io.sealstream.cli.reckoning;

import org.jspecify.annotations.NullMarked;
