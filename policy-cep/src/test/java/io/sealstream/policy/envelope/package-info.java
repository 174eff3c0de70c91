/** Tests of what the envelope says. */
@NullMarked
package io.sealstream.policy.envelope;

import org.jspecify.annotations.NullMarked;
