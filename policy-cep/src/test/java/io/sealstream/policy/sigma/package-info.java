/** Tests of the detection language's parts. */
@NullMarked
package io.sealstream.policy.sigma;

import org.jspecify.annotations.NullMarked;
