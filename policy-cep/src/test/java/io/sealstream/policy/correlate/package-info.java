/** Tests of the correlator, by hand and against a naive reference. */
@NullMarked
package io.sealstream.policy.correlate;

import org.jspecify.annotations.NullMarked;
