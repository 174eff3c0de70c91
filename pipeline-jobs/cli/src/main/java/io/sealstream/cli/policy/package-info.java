/** Commands about policies, before any job runs them. */
@NullMarked
package io.sealstream.cli.policy;

import org.jspecify.annotations.NullMarked;
