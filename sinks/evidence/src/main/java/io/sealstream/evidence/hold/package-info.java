/** Legal holds: which objects prove a tenant's events, and which cases hold them. */
@NullMarked
package io.sealstream.evidence.hold;

import org.jspecify.annotations.NullMarked;
