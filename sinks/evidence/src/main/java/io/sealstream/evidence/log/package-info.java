/** The seal log: a tree over seals, stored as C2SP tiles. */
@NullMarked
package io.sealstream.evidence.log;

import org.jspecify.annotations.NullMarked;
