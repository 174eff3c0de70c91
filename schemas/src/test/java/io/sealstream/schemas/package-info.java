/** Tests of the shared values. */
@NullMarked
package io.sealstream.schemas;

import org.jspecify.annotations.NullMarked;
