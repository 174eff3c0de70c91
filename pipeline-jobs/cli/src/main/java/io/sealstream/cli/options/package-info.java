/** Options and arguments that several commands share, and how commands answer. */
@NullMarked
package io.sealstream.cli.options;

import org.jspecify.annotations.NullMarked;
