/** Tests of the policy language and its evaluation. */
@NullMarked
package io.sealstream.policy;

import org.jspecify.annotations.NullMarked;
