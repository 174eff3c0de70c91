@NullMarked
package io.sealstream.evidence.retention;

import org.jspecify.annotations.NullMarked;
