/** Tests of published policies. */
@NullMarked
package io.sealstream.policy.publish;

import org.jspecify.annotations.NullMarked;
