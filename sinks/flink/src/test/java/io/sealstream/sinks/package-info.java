/** What the tests of several sinks share. */
@NullMarked
package io.sealstream.sinks;

import org.jspecify.annotations.NullMarked;
