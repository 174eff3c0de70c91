/** Tests of this package. */
@NullMarked
package io.sealstream.cli.demo;

import org.jspecify.annotations.NullMarked;
