/** Tests of the index. */
@NullMarked
package io.sealstream.policy.match;

import org.jspecify.annotations.NullMarked;
