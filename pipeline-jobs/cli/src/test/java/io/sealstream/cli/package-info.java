/** Tests of the command line, and of the whole pipeline through it. */
@NullMarked
package io.sealstream.cli;

import org.jspecify.annotations.NullMarked;
