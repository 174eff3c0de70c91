/** Tests of the forms that Sigma lacks. */
@NullMarked
package io.sealstream.policy.sequence;

import org.jspecify.annotations.NullMarked;
