/** Tests of how files are read. */
@NullMarked
package io.sealstream.policy.yaml;

import org.jspecify.annotations.NullMarked;
