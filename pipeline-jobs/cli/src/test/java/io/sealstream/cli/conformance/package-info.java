@NullMarked
package io.sealstream.cli.conformance;

import org.jspecify.annotations.NullMarked;
