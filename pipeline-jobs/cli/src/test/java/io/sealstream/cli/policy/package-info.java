@NullMarked
package io.sealstream.cli.policy;

import org.jspecify.annotations.NullMarked;
