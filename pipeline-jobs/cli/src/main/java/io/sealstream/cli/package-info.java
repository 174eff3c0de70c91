/** The {@code sealstream} command line: one class a command. */
@NullMarked
package io.sealstream.cli;

import org.jspecify.annotations.NullMarked;
