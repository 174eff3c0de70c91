/** Commands over policy files. */
@NullMarked
package io.sealstream.cli.policy;

import org.jspecify.annotations.NullMarked;
