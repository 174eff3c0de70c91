@NullMarked
package io.sealstream.evidence.hold;

import org.jspecify.annotations.NullMarked;
